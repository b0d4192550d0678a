package org.lienthong.agency;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Configured;
import org.lienthong.config.Directories;
import org.lienthong.config.Edition;
import org.lienthong.config.InForce;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The agencies as they are now: those of the files and those registered through the axis. Whoever needs several answers
 * that fit together takes {@link #current()} once. A registration or deletion joins the caller's transaction, so that
 * its audit entry can be written with it, and is seen when that has committed.
 */
public final class Agencies implements Configured {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    /** What is in force, and the version of the table that it was built from. */
    private record Snapshot(List<Agency> files, AgencyRegistry registry, long version) {}

    private final Path directory;
    private final Registrations registrations;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final InForce inForce;

    Agencies(Path directory, Registrations registrations, TransactionTemplate transaction, Clock clock) {
        this(directory, registrations, transaction, clock, new InForce());
    }

    Agencies(
            Path directory,
            Registrations registrations,
            TransactionTemplate transaction,
            Clock clock,
            InForce inForce) {
        this.directory = directory;
        this.registrations = registrations;
        this.transaction = transaction;
        this.clock = clock;
        this.inForce = inForce;
        inForce.set(Snapshot.class, read(AgencyFiles.read(directory)));
    }

    /** Those that the message at hand goes by, or those of now. */
    public AgencyRegistry current() {
        return inForce.part(Snapshot.class).registry();
    }

    /** Those of an edition that is being made. */
    public static AgencyRegistry of(Edition.Draft draft) {
        return draft.part(Snapshot.class).registry();
    }

    private Snapshot latest() {
        return inForce.latest().part(Snapshot.class);
    }

    @Override
    public void read(Directories from, Edition.Draft draft) {
        draft.put(Snapshot.class, read(AgencyFiles.read(from.config().resolve("agencies"))));
    }

    @Override
    public void changed() {
        refresh();
    }

    /** Today in Vietnam: the day to ask {@link #current()} with. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), VIETNAM);
    }

    /** Resolves a code as of today. */
    public Resolution resolve(String code) {
        return current().resolve(code, today());
    }

    /**
     * Reads the files again.
     *
     * @throws AgencyConfigException when they cannot be used; what was in force stays in force
     */
    public void reload() {
        inForce.set(Snapshot.class, read(AgencyFiles.read(directory)));
    }

    /** Takes over what other hubs registered since. One small query when there is nothing new. */
    void refresh() {
        Snapshot before = latest();
        if (registrations.version() != before.version()) {
            publish(read(before.files()));
        }
    }

    /**
     * Registers an agency, or changes what is registered about it; the same again changes nothing.
     *
     * @param scope ids of the agencies beneath which the caller may register
     * @return the agency as it will be after the commit
     * @throws ProblemException FORBIDDEN outside the scope, SCHEMA_VIOLATION for an unknown parent or a code that is
     *     taken or not beneath the parent's
     */
    public Agency register(NewAgency agency, Set<String> scope) {
        return inTransaction(before -> {
            Agency parent = parent(before, agency, scope);
            Agency held = holder(before, agency);
            String id = held == null ? agency.code() : held.id();
            if (held != null && held.period().contains(today())) {
                if (!parent.id().equals(held.parent(today()))) {
                    throw taken();
                }
                if (isAsRegistered(held, agency)) {
                    return id;
                }
                registrations.close(id, today(), clock.instant());
            }
            registrations.open(id, parent.id(), agency, today(), clock.instant());
            return id;
        });
    }

    /**
     * Closes an agency that was registered; it is never removed. Closing it again changes nothing.
     *
     * @param code id or code
     * @throws ProblemException NOT_FOUND when unknown or outside the scope, FORBIDDEN when it stands in a file,
     *     INVALID_TRANSITION while agencies beneath it are open
     */
    public Agency delete(String code, Set<String> scope) {
        return inTransaction(before -> {
            AgencyRegistry registry = before.registry();
            Agency agency = registry.byId(code)
                    .or(() -> registry.holder(code, today()))
                    .filter(found -> isBeneath(registry, found, scope))
                    .orElseThrow(Agencies::notFound);
            if (isFromFile(before, agency)) {
                throw new ProblemException(
                        ProblemType.FORBIDDEN,
                        "This agency is not one that was registered through the axis.",
                        "Cơ quan này không được đăng ký qua trục liên thông.");
            }
            if (registry.agencies().stream()
                    .anyMatch(other -> agency.id().equals(other.parent(today())) && other.activeOn(today()))) {
                throw new ProblemException(
                        ProblemType.INVALID_TRANSITION,
                        "Agencies beneath this one are still open: close them first.",
                        "Cơ quan này còn đơn vị trực thuộc đang hoạt động: cần đóng các đơn vị đó trước.");
            }
            registrations.close(agency.id(), today(), clock.instant());
            return agency.id();
        });
    }

    private boolean isBeneath(AgencyRegistry registry, Agency agency, Set<String> scope) {
        String parent = agency.parent(today());
        return parent != null && registry.covers(scope, parent, today());
    }

    /** A change, given what is in force; answers the id of the agency changed. */
    private interface Change {
        String apply(Snapshot before);
    }

    private Agency inTransaction(Change change) {
        return transaction.execute(status -> {
            registrations.lock();
            List<Agency> files = latest().files();
            String id = change.apply(read(files));
            Snapshot after = read(files);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    publish(after);
                }
            });
            return after.registry().byId(id).orElseThrow();
        });
    }

    /**
     * Keeps whichever is newer: a poll may have overtaken the commit. When the files were read again meanwhile, the next
     * poll builds from both; no query runs in here, for the caller may still hold its connection.
     */
    private void publish(Snapshot after) {
        inForce.update(Snapshot.class, known -> {
            if (known.files() != after.files()) {
                return new Snapshot(known.files(), known.registry(), -1);
            }
            return known.version() < after.version() ? after : known;
        });
    }

    private Snapshot read(List<Agency> files) {
        // The version first: a row committed in between is then read twice, never missed.
        long version = registrations.version();
        Set<String> inFiles = new HashSet<>();
        files.forEach(agency -> inFiles.add(agency.id()));
        Map<String, List<Registration>> rows = new LinkedHashMap<>();
        for (Registration row : registrations.all()) {
            // A steward who writes a registered agency into a file takes it over.
            if (!inFiles.contains(row.agencyId())) {
                rows.computeIfAbsent(row.agencyId(), id -> new ArrayList<>()).add(row);
            }
        }
        List<Agency> all = new ArrayList<>(files);
        rows.values().forEach(history -> all.add(Registration.agency(history)));
        return new Snapshot(files, AgencyRegistry.of(all), version);
    }

    private Agency parent(Snapshot before, NewAgency agency, Set<String> scope) {
        AgencyRegistry registry = before.registry();
        Agency parent = registry.byId(agency.parent())
                .or(() -> registry.holder(agency.parent(), today()))
                .filter(found -> found.period().contains(today()))
                .orElseThrow(() -> refused("/pcode", "names no agency", "Không rõ cơ quan cấp trên."));
        if (!registry.covers(scope, parent.id(), today())) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "The parent agency is outside the caller's scope.",
                    "Cơ quan cấp trên nằm ngoài phạm vi của bên gọi.");
        }
        if (parent.codes().stream().noneMatch(code -> AgencyCode.isBeneath(agency.code(), code.value()))) {
            throw refused("/code", "is not beneath a code of the parent", "Mã không thuộc mã của cơ quan cấp trên.");
        }
        return parent;
    }

    /** Who was registered under the code, open or closed; a code of an agency that stands in a file is taken. */
    private @Nullable Agency holder(Snapshot before, NewAgency agency) {
        Agency held = before.registry()
                .byId(agency.code())
                .or(() -> before.registry().holder(agency.code(), today()))
                .orElse(null);
        if (held != null && isFromFile(before, held)) {
            throw taken();
        }
        return held;
    }

    private static ProblemException taken() {
        return refused("/code", "is held by another agency", "Mã đã thuộc về cơ quan khác.");
    }

    private static boolean isFromFile(Snapshot snapshot, Agency agency) {
        return snapshot.files().stream().anyMatch(file -> file.id().equals(agency.id()));
    }

    private boolean isAsRegistered(Agency held, NewAgency agency) {
        return held.name(today()).equals(agency.name())
                && held.contact().equals(new Contact(agency.mail(), agency.mobile(), agency.fax()));
    }

    private static ProblemException refused(String pointer, String detail, String detailVi) {
        return new ProblemException(
                ProblemType.SCHEMA_VIOLATION,
                "The agency cannot be registered: " + pointer + " " + detail + ".",
                "Không thể đăng ký cơ quan. " + detailVi,
                new Violation(pointer, detail));
    }

    private static ProblemException notFound() {
        return new ProblemException(
                ProblemType.NOT_FOUND,
                "There is no such agency among those that the caller may close.",
                "Không có cơ quan này trong phạm vi của bên gọi.");
    }
}
