package org.lienthong.agency;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Fields;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;
import org.lienthong.config.Reach;
import org.lienthong.config.YamlNode;

/** Reads one agency of a file. Mistakes become findings; an agency with any is not built. */
final class AgencyParser {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /** As long as the longest deadline of a service: nothing waits for more. */
    private static final long LONGEST_MILLIS = 600_000;

    /** Each holds a thread while it waits. */
    private static final long MOST_CONCURRENT = 10_000;

    /** In bytes, as the largest answer of a service: it is held in memory. */
    private static final long LARGEST_ANSWER = 64L << 20;

    private final Fields fields;
    private final Findings findings;
    private final Findings warnings;
    private final int before;
    private final Map<String, Position> places = new HashMap<>();

    /** @param warnings gets what is worth a look */
    AgencyParser(Fields fields, Findings findings, Findings warnings) {
        this.fields = fields;
        this.findings = findings;
        this.warnings = warnings;
        this.before = findings.size();
        places.put("", fields.at());
    }

    /** The declared id, empty when there is none. */
    String id() {
        String id = fields.has("id") ? fields.optionalText("id") : null;
        return id == null ? "" : id;
    }

    @Nullable
    Draft parse() {
        String id = word("id", fields.text("id"), fields);
        String parent = fields.optionalText("parent");
        List<AgencyName> names = names();
        List<AgencyCode> codes = codes();
        List<String> aliases = aliases();
        Contact contact =
                new Contact(fields.optionalText("mail"), fields.optionalText("mobile"), fields.optionalText("fax"));
        Succession succession = succession();
        List<AgencySystem> systems = systems();
        List<AgencyClient> clients = new ClientParser(findings, places).clients(fields);
        Delivery delivery = delivery();
        Axis axis = axis();
        Period period = period(fields);
        boolean verified = fields.flag("verified", true);
        String note = fields.optionalText("note");
        fields.refuseOthers();
        Stream.of("id", "parent", "mergedInto", "splitInto", "delivery", "axis")
                .filter(fields::has)
                .forEach(key -> places.put(key, fields.at(key)));
        if (findings.size() > before) {
            return null;
        }
        Agency agency = new Agency(
                id,
                parent == null ? List.of() : List.of(new AgencyParent(parent, Period.ALWAYS)),
                names,
                codes,
                aliases,
                contact,
                succession,
                delivery,
                systems,
                clients,
                axis,
                period,
                verified,
                note,
                Revision.FILE);
        return new Draft(agency, Map.copyOf(places));
    }

    private List<AgencyName> names() {
        List<AgencyName> names = new ArrayList<>();
        if (fields.missing("names")) {
            return names;
        }
        for (Fields item : fields.list("names")) {
            String vi = item.text("vi");
            String en = item.optionalText("en");
            Period period = period(item);
            item.refuseOthers();
            if (!vi.isEmpty()) {
                names.add(new AgencyName(vi, en, period));
            }
        }
        if (names.isEmpty()) {
            findings.add(fields.at("names"), "missing-key", "'names' must hold at least one name");
        }
        return names;
    }

    private List<AgencyCode> codes() {
        List<AgencyCode> codes = new ArrayList<>();
        if (fields.missing("codes")) {
            return codes;
        }
        for (Fields item : fields.list("codes")) {
            AgencyCode.Scheme scheme = item.missing("scheme")
                    ? AgencyCode.Scheme.QD20
                    : item.choice("scheme", AgencyCode.Scheme.class, AgencyCode.Scheme.QD20);
            String value = item.text("value");
            Period period = period(item);
            item.refuseOthers();
            if (AgencyCode.wellFormed(scheme, value)) {
                places.put("codes/" + codes.size(), item.at("value"));
                codes.add(new AgencyCode(scheme, value, period));
            } else if (!value.isEmpty()) {
                findings.add(item.at("value"), "bad-code", "'" + value + "' is no code of the scheme " + scheme);
            }
        }
        if (codes.isEmpty()) {
            findings.add(fields.at("codes"), "missing-key", "'codes' must hold at least one code");
        }
        return codes;
    }

    private List<String> aliases() {
        List<YamlNode> items = fields.items("aliases");
        for (int i = 0; i < items.size(); i++) {
            places.put("aliases/" + i, items.get(i).at());
        }
        return fields.texts("aliases");
    }

    private @Nullable Succession succession() {
        Fields merged = fields.fields("mergedInto");
        Fields split = fields.fields("splitInto");
        if (merged != null && split != null) {
            findings.add(fields.at("splitInto"), "contradiction", "an agency is either merged or split, not both");
        }
        if (merged != null) {
            String into = merged.text("agency");
            LocalDate from = requiredDate(merged, "from");
            merged.refuseOthers();
            return into.isEmpty() || from == null ? null : Succession.mergedInto(into, from);
        }
        return split == null ? null : split(split);
    }

    private @Nullable Succession split(Fields split) {
        List<String> into = split.missing("agencies") ? List.of() : split.texts("agencies");
        LocalDate from = requiredDate(split, "from");
        Fields rule = split.fields("rule");
        String receiver = rule == null ? null : rule.text("receiver");
        if (rule != null) {
            rule.refuseOthers();
        }
        split.refuseOthers();
        if (new HashSet<>(into).size() < 2) {
            findings.add(split.at("agencies"), "bad-value", "'agencies' must name at least two successors, each once");
        } else if (receiver != null && !into.contains(receiver)) {
            findings.add(split.at("rule"), "bad-value", "the receiver '" + receiver + "' is not among 'agencies'");
        } else if (from != null) {
            return new Succession(from, into, receiver);
        }
        return null;
    }

    private List<AgencySystem> systems() {
        List<AgencySystem> systems = new ArrayList<>();
        for (Fields item : fields.list("systems")) {
            String name = word("name", item.text("name"), item);
            URI url = item.missing("url") ? null : called(item);
            AgencySystem.Kind kind = item.choice("kind", AgencySystem.Kind.class, AgencySystem.Kind.REST);
            List<String> credentials = item.texts("credentials");
            credentials.forEach(credential -> word("credentials", credential, item));
            AgencySystem.Calls calls = calls(item.fields("calls"));
            item.refuseOthers();
            if (systems.stream().anyMatch(system -> system.name().equals(name))) {
                findings.add(item.at("name"), "duplicate-system", "this agency has two systems '" + name + "'");
            }
            if (url != null) {
                systems.add(new AgencySystem(name, url, kind, credentials, calls));
            }
        }
        return systems;
    }

    /** What the hub refuses when it connects is told where it is written. */
    private @Nullable URI called(Fields system) {
        URI url = system.address("url");
        if (url == null) {
            return null;
        }
        Reach reach = Reach.written(url.getHost());
        if (reach == Reach.NOWHERE) {
            findings.add(
                    system.at("url"),
                    "address-not-called",
                    "'" + url.getHost() + "' is of the link, of a group, of a cloud's metadata or of no host,"
                            + " or a number that is no plain IPv4 address");
        } else if (reach == Reach.OWN_MACHINE) {
            warnings.add(
                    system.at("url"),
                    "own-machine",
                    "'" + url.getHost()
                            + "' is the hub's own machine, which it calls only with hub.call.loopback=true");
        }
        return url;
    }

    private AgencySystem.Calls calls(@Nullable Fields calls) {
        if (calls == null) {
            return AgencySystem.Calls.AS_ALL;
        }
        Long millis = positive(calls, "timeoutMillis", LONGEST_MILLIS);
        Long concurrent = positive(calls, "concurrent", MOST_CONCURRENT);
        Long largest = positive(calls, "largestAnswer", LARGEST_ANSWER);
        boolean idempotent = calls.flag("idempotent", false);
        String tls = calls.optionalText("tls");
        List<String> refusals = calls.texts("refusals");
        calls.refuseOthers();
        return new AgencySystem.Calls(
                millis == null ? null : Duration.ofMillis(millis),
                concurrent == null ? null : concurrent.intValue(),
                largest,
                idempotent,
                tls,
                new HashSet<>(refusals));
    }

    private @Nullable Long positive(Fields in, String key, long most) {
        String text = in.optionalText(key);
        if (text == null) {
            return null;
        }
        if (text.matches("[1-9][0-9]{0,8}") && Long.parseLong(text) <= most) {
            return Long.valueOf(text);
        }
        findings.add(
                in.at(key),
                "bad-value",
                "'" + key + "' must be a whole number from 1 to " + most + ", not '" + text + "'");
        return null;
    }

    private Delivery delivery() {
        Fields delivery = fields.fields("delivery");
        if (delivery == null) {
            return Delivery.BY_PULL;
        }
        Delivery.Mode mode = delivery.choice("mode", Delivery.Mode.class, Delivery.Mode.PULL);
        Fields push = delivery.fields("push");
        String system = push == null ? null : push.text("system");
        if (push != null) {
            push.refuseOthers();
        }
        String queue = delivery.optionalText("queue");
        delivery.refuseOthers();
        if (queue != null) {
            word("queue", queue, delivery);
        }
        if ((mode == Delivery.Mode.PUSH) != (push != null) || (mode == Delivery.Mode.JMS) != (queue != null)) {
            findings.add(
                    delivery.at(),
                    "bad-delivery",
                    "mode push needs 'push' and nothing else, jms needs 'queue' and nothing else, pull neither");
            return Delivery.BY_PULL;
        }
        return new Delivery(mode, system, queue);
    }

    private @Nullable Axis axis() {
        Fields axis = fields.fields("axis");
        if (axis == null) {
            return null;
        }
        String systemId = word("systemId", axis.text("systemId"), axis);
        List<String> scope = axis.texts("scope");
        axis.refuseOthers();
        return new Axis(systemId, new HashSet<>(scope));
    }

    private Period period(Fields in) {
        LocalDate from = in.date("from");
        LocalDate to = in.date("to");
        if (from != null && to != null && !from.isBefore(to)) {
            findings.add(in.at("to"), "bad-period", "'to' (" + to + ") must lie after 'from' (" + from + ")");
            return Period.ALWAYS;
        }
        // A register of 111 000 agencies has few periods of its own.
        return from == null && to == null ? Period.ALWAYS : new Period(from, to);
    }

    private static @Nullable LocalDate requiredDate(Fields in, String key) {
        return in.missing(key) ? null : in.date(key);
    }

    private String word(String key, String text, Fields in) {
        if (!text.isEmpty() && !WORD.matcher(text).matches()) {
            findings.add(in.at(key), "bad-value", "'" + key + "' may hold letters, digits, '.', '_' and '-' only");
        }
        return text;
    }
}
