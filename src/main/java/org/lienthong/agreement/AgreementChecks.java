package org.lienthong.agreement;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.config.Findings;

/**
 * Checks agreements against each other. What contradicts itself is a finding; what only ended or has no use is a warning,
 * because time alone must not keep a hub from starting.
 */
final class AgreementChecks {

    /** NĐ 47/2020 Art 43. */
    private static final int NOTICE_DAYS = 7;

    /** Two agencies about one service. */
    private record Relation(ServiceId service, String consumer) {}

    private final AgencyRegistry agencies;
    private final ServiceFiles services;
    private final LocalDate today;
    private final Findings findings;
    private final Findings warnings;

    AgreementChecks(
            AgencyRegistry agencies, ServiceFiles services, LocalDate today, Findings findings, Findings warnings) {
        this.agencies = agencies;
        this.services = services;
        this.today = today;
        this.findings = findings;
        this.warnings = warnings;
    }

    void check(List<AgreementDraft> drafts) {
        ids(drafts);
        overlaps(drafts);
        drafts.forEach(this::times);
        if (findings.isEmpty()) {
            unused(drafts); // else what a mistake left out would count as unused
        }
    }

    private void ids(List<AgreementDraft> drafts) {
        Map<String, AgreementDraft> byId = new HashMap<>();
        for (AgreementDraft draft : drafts) {
            String id = draft.agreement().id();
            AgreementDraft first = byId.putIfAbsent(id, draft);
            if (first != null) {
                findings.add(
                        draft.fields().at("id"),
                        "duplicate-id",
                        "'" + id + "' is declared already at " + first.fields().at("id"));
            }
        }
    }

    private void overlaps(List<AgreementDraft> drafts) {
        Map<Relation, List<AgreementDraft>> relations = new HashMap<>();
        for (AgreementDraft draft : drafts) {
            Agreement agreement = draft.agreement();
            Relation relation = new Relation(agreement.service(), agreement.consumer());
            List<AgreementDraft> others = relations.computeIfAbsent(relation, key -> new ArrayList<>(1));
            for (AgreementDraft other : others) {
                if (agreement.overlaps(other.agreement())) {
                    findings.add(
                            draft.fields().at("service"),
                            "overlapping-agreement",
                            "'" + agreement.id() + "' allows what '"
                                    + other.agreement().id() + "' ("
                                    + other.fields().at("service")
                                    + ") allows at the same time: differ in purposes, procedures, systems or time");
                    break;
                }
            }
            others.add(draft);
        }
    }

    private void times(AgreementDraft draft) {
        Agreement agreement = draft.agreement();
        if (agreement.validity().endedBy(today)) {
            warnings.add(
                    draft.fields().at("to"),
                    "expired-agreement",
                    "'" + agreement.id() + "' ended on " + agreement.validity().to());
            return;
        }
        Agency consumer = agencies.byId(agreement.consumer()).orElseThrow();
        if (agencies.receiver(consumer, today).isEmpty()) {
            warnings.add(
                    draft.fields().at("consumer"),
                    "closed-agency",
                    "'" + consumer.id() + "' closed or was split, so nobody can use '" + agreement.id() + "'");
        }
        for (String officers : agreement.officers()) {
            if (Officers.ofOtherAgency(officers.replace("*", ""), consumer, agencies, today)) {
                warnings.add(
                        draft.fields().at("officers"),
                        "foreign-officer",
                        "'" + officers + "' names another agency's officers, whom '" + agreement.id()
                                + "' never permits");
            }
        }
        for (Suspension suspension : agreement.suspensions()) {
            if (!suspension.period().overlaps(agreement.validity())) {
                warnings.add(
                        draft.fields().at("suspensions"),
                        "idle-suspension",
                        "a suspension lies outside the time for which '" + agreement.id() + "' is in force");
            }
            LocalDate from = suspension.period().from();
            LocalDate notified = suspension.notified();
            if (suspension.kind() == Suspension.Kind.PLANNED
                    && from != null
                    && notified != null
                    && workingDays(notified, from) < NOTICE_DAYS) {
                warnings.add(
                        draft.fields().at("suspensions"),
                        "short-notice",
                        "a planned suspension is announced at least " + NOTICE_DAYS + " working days before " + from);
            }
            if (suspension.kind() == Suspension.Kind.VIOLATION
                    && from != null
                    && notified != null
                    && notified.isAfter(from.plusDays(1))) {
                warnings.add(
                        draft.fields().at("suspensions"),
                        "short-notice",
                        "the consumer is told of a violation within a day of " + from);
            }
        }
    }

    private static int workingDays(LocalDate from, LocalDate to) {
        int days = 0;
        for (LocalDate day = from; day.isBefore(to) && days < NOTICE_DAYS; day = day.plusDays(1)) {
            if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
                days++;
            }
        }
        return days;
    }

    private void unused(List<AgreementDraft> drafts) {
        Set<ServiceId> used = new HashSet<>();
        for (AgreementDraft draft : drafts) {
            if (!draft.agreement().validity().endedBy(today)) {
                used.add(draft.agreement().service());
            }
        }
        for (ServiceId id : services.services().keySet()) {
            if (!used.contains(id)) {
                warnings.add(services.at(id), "unused-service", "no agreement lets anyone use " + id);
            }
        }
    }
}
