package org.lienthong.agreement;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.agency.Period;
import org.lienthong.audit.access.Publishable;
import org.lienthong.config.Fields;
import org.lienthong.config.Findings;
import org.lienthong.config.Nearest;
import org.lienthong.config.YamlNode;

/** Reads one agreement. Mistakes become findings; an agreement with any is not built. */
final class AgreementParser {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    /** A procedure's code. */
    static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}");

    private static final Pattern OFFICERS = Pattern.compile("[^*\\s]{1,100}\\*?");
    private static final Pattern MAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,190}");

    private enum Demand {
        REQUIRED,
        OPTIONAL
    }

    private final AgencyRegistry agencies;
    private final ServiceFiles services;
    private final LocalDate today;
    private final Findings findings;

    AgreementParser(AgencyRegistry agencies, ServiceFiles services, LocalDate today, Findings findings) {
        this.agencies = agencies;
        this.services = services;
        this.today = today;
        this.findings = findings;
    }

    @Nullable
    Agreement parse(Fields in) {
        int before = findings.size();
        String id = word(in, "id", ID, "letters, digits, '.', '_' and '-'");
        Agency provider = agency(in, "provider");
        ServiceId serviceId = new ServiceId(provider == null ? "" : provider.id(), in.text("service"));
        ServiceDefinition service = service(in, serviceId, provider);
        Agency consumer = agency(in, "consumer");
        List<String> systems = some(in, "systems", ID, "a system's name is one word");
        String legalBasis = legalBasis(in);
        Set<String> purposes = purposes(in, service);
        List<String> procedures = some(in, "procedures", CODE, "a procedure is one code");
        Set<String> fields = fields(in, service);
        Period validity = period(in);
        Duration caching = in.duration("caching", Duration.ZERO);
        DataClass dataClass = dataClass(in, service, fields);
        Quota quota = quota(in, dataClass);
        String contact = word(in, "contact", MAIL, "a mail address");
        List<String> officers = some(in, "officers", OFFICERS, "an officer is an id, or its beginning with * after it");
        Demand preset = dataClass.personal() ? Demand.REQUIRED : Demand.OPTIONAL;
        boolean officer = in.choice("officer", Demand.class, preset) == Demand.REQUIRED;
        boolean dossier = in.choice("case", Demand.class, preset) == Demand.REQUIRED;
        List<Suspension> suspensions = suspensions(in);
        in.refuseOthers();
        if (findings.size() > before || consumer == null) {
            return null;
        }
        return new Agreement(
                id,
                serviceId,
                consumer.id(),
                Set.copyOf(systems),
                legalBasis,
                purposes,
                Set.copyOf(procedures),
                fields,
                validity,
                quota,
                caching,
                dataClass,
                contact,
                officers,
                officer || !officers.isEmpty(),
                dossier,
                suspensions);
    }

    private @Nullable Agency agency(Fields in, String key) {
        String code = in.text(key);
        Agency agency =
                agencies.byId(code).or(() -> agencies.holder(code, today)).orElse(null);
        if (agency == null && !code.isEmpty()) {
            findings.add(in.at(key), "unknown-agency", "'" + key + "' names '" + code + "', which no agency is called");
        }
        return agency;
    }

    private @Nullable ServiceDefinition service(Fields in, ServiceId id, @Nullable Agency provider) {
        ServiceDefinition service = services.services().get(id);
        if (service == null && provider != null && !id.name().isEmpty() && !services.isBroken(id)) {
            findings.add(in.at("service"), "unknown-service", "there is no file config/services/" + id + ".yaml");
        }
        return service;
    }

    private Set<String> purposes(Fields in, @Nullable ServiceDefinition service) {
        Set<String> purposes = new LinkedHashSet<>();
        if (in.missing("purposes")) {
            return purposes;
        }
        for (YamlNode item : in.items("purposes")) {
            String code = item instanceof YamlNode.Scalar scalar ? scalar.text() : "";
            if (!purposes.add(code)) {
                findings.add(item.at(), "duplicate-purpose", "'" + code + "' stands here already");
            } else if (service != null && !service.purposes().contains(code)) {
                findings.add(item.at(), "unknown-purpose", "'" + code + "' is no purpose of " + service.id());
            }
        }
        if (purposes.isEmpty()) {
            findings.add(in.at("purposes"), "missing-key", "'purposes' must hold at least one code");
        }
        return purposes;
    }

    private Set<String> fields(Fields in, @Nullable ServiceDefinition service) {
        Set<String> fields = new LinkedHashSet<>();
        if (in.missing("fields")) {
            return fields;
        }
        for (YamlNode item : in.items("fields")) {
            String path = item instanceof YamlNode.Scalar scalar ? scalar.text() : "";
            if (!fields.add(path)) {
                findings.add(item.at(), "duplicate-field", "'" + path + "' stands here already");
            } else if (service != null && service.holdsFields(path)) {
                String beneath = String.join(", ", service.beneath(path));
                findings.add(item.at(), "not-a-field", "'" + path + "' is no value: name each of " + beneath);
            } else if (service != null && !service.fields().containsKey(path)) {
                findings.add(
                        item.at(),
                        "unknown-field",
                        "'" + path + "' is no field of " + service.id()
                                + Nearest.hint(path, service.fields().keySet()));
            }
        }
        if (fields.isEmpty()) {
            findings.add(in.at("fields"), "missing-key", "'fields' must hold at least one field");
        }
        return fields;
    }

    private DataClass dataClass(Fields in, @Nullable ServiceDefinition service, Set<String> paths) {
        DataClass least = DataClass.OPEN;
        if (service != null) {
            for (String path : paths) {
                ServiceField field = service.fields().get(path);
                least = field == null ? least : least.atLeast(field.dataClass());
            }
        }
        DataClass dataClass = in.choice("dataClass", DataClass.class, least);
        if (dataClass.compareTo(least) < 0) {
            findings.add(
                    in.at("dataClass"),
                    "bad-value",
                    "'dataClass' is at least " + least.word() + ", as its fields are, not " + dataClass.word());
        }
        return dataClass;
    }

    private Quota quota(Fields in, DataClass dataClass) {
        Fields quota = in.missing("quota") ? null : in.fields("quota");
        if (quota == null) {
            return new Quota(1, 1, 0);
        }
        int perSecond = quota.missing("perSecond") ? 1 : quota.count("perSecond", 1);
        int burst = quota.count("burst", perSecond);
        if (burst < perSecond) {
            findings.add(quota.at("burst"), "bad-value", "'burst' is at least 'perSecond', " + perSecond);
        }
        if (dataClass.personal()) {
            quota.missing("perDay");
        }
        int perDay = quota.count("perDay", 0);
        quota.refuseOthers();
        return new Quota(perSecond, burst, perDay);
    }

    private List<Suspension> suspensions(Fields in) {
        List<Suspension> suspensions = new ArrayList<>();
        for (Fields item : in.list("suspensions")) {
            Suspension.Kind kind = item.choice("kind", Suspension.Kind.class, Suspension.Kind.PLANNED);
            LocalDate notified = item.missing("notified") ? null : item.date("notified");
            Text reason = new Text(item.text("vi"), item.text("en"));
            Period period = period(item);
            item.refuseOthers();
            suspensions.add(new Suspension(period, kind, notified, reason));
        }
        return suspensions;
    }

    private Period period(Fields in) {
        LocalDate from = in.missing("from") ? null : in.date("from");
        LocalDate to = in.date("to");
        if (from != null && to != null && !from.isBefore(to)) {
            findings.add(in.at("to"), "bad-period", "'to' (" + to + ") must lie after 'from' (" + from + ")");
            return Period.ALWAYS;
        }
        return new Period(from, to);
    }

    /** An empty list would allow any, though it looks as if it allowed none. */
    private List<String> some(Fields in, String key, Pattern form, String rule) {
        List<String> words = ServiceParser.words(in, key, form, rule, findings);
        if (in.has(key) && words.isEmpty()) {
            findings.add(in.at(key), "bad-value", "'" + key + "' holds nothing; leave the key out to allow any");
        }
        if (new LinkedHashSet<>(words).size() < words.size()) {
            findings.add(in.at(key), "bad-value", "'" + key + "' holds a value twice");
        }
        return words;
    }

    /** It stands in every audit entry, as NĐ 47/2020 Art 45 wants it, or would be hidden there. */
    private String legalBasis(Fields in) {
        String text = in.text("legalBasis");
        if (!text.isEmpty() && !Publishable.isPublishable(text)) {
            findings.add(
                    in.at("legalBasis"),
                    "bad-value",
                    "'legalBasis' is one line of at most 1000 characters, without nine digits in a row");
        }
        return text;
    }

    private String word(Fields in, String key, Pattern form, String rule) {
        String text = in.text(key);
        if (!text.isEmpty() && !form.matcher(text).matches()) {
            findings.add(in.at(key), "bad-value", "'" + key + "' must be " + rule + ", not '" + text + "'");
        }
        return text;
    }
}
