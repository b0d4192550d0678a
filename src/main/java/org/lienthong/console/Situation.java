package org.lienthong.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.call.Systems;
import org.lienthong.delivery.Traffic;
import org.lienthong.operation.Operations;
import org.lienthong.security.Role;
import org.springframework.stereotype.Component;

/** Judges whether documents flow: a light for each area, with the words why, and what to do next. */
@Component
final class Situation {

    /** Attempts after which a recipient is said not to answer; before, it may have been a moment's trouble. */
    private static final int NOT_ANSWERING = 3;

    private static final String OPEN = "open";

    private final Traffic traffic;
    private final Systems systems;
    private final HealthNow health;
    private final LogState log;
    private final Operations operations;
    private final ConsoleSettings settings;
    private final Words words;
    private final Clock clock;

    Situation(
            Traffic traffic,
            Systems systems,
            HealthNow health,
            LogState log,
            Operations operations,
            ConsoleSettings settings,
            Words words,
            Clock clock) {
        this.traffic = traffic;
        this.systems = systems;
        this.health = health;
        this.log = log;
        this.operations = operations;
        this.settings = settings;
        this.words = words;
        this.clock = clock;
    }

    /** An agency and what is wrong with it, worst first. */
    record Trouble(String agency, Light.Level level, List<String> why, Traffic.@Nullable Waiting waiting) {
        /** Where an operator sees what was given up, and others what is not there yet. */
        public String href(Set<Role> roles) {
            if (waiting != null && waiting.dead() > 0 && Area.DEADLETTERS.isFor(roles)) {
                return Area.DEADLETTERS.href() + "?agency=" + agency;
            }
            return Area.EXCHANGES.isFor(roles)
                    ? Area.EXCHANGES.href() + "?agency=" + agency + "&state=waiting"
                    : Area.AGENCIES.href();
        }
    }

    List<Light> lights() {
        return List.of(accepting(), delivering(), answering(), logging(), stores());
    }

    private Light accepting() {
        List<String> why = new ArrayList<>();
        for (HealthNow.Part part : health.parts("readiness")) {
            if (part.down()) {
                why.add(words.say("light.accept.down", words.part(part.name()), reason(part)));
            }
        }
        if (why.isEmpty()) {
            long minute = traffic.minutes(OverviewController.MINUTES).stream()
                    .skip(OverviewController.MINUTES - 2L)
                    .mapToLong(Traffic.Minute::all)
                    .sum();
            why.add(words.say("light.accept.ok", words.number(minute)));
            return new Light("accept", Light.Level.OK, why, null);
        }
        return new Light("accept", Light.Level.BAD, why, Area.AGENCIES.href() + "#parts");
    }

    private Light unknown(String area, Light.Level level) {
        return new Light(area, level, List.of(words.say("light.unknown")), Area.AGENCIES.href() + "#parts");
    }

    private Light delivering() {
        if (!health.hasDatabase()) {
            return unknown("deliver", Light.Level.BAD);
        }
        long waiting = 0;
        long dead = 0;
        Instant oldest = null;
        for (Traffic.Waiting one : traffic.waiting()) {
            waiting += one.waiting();
            dead += one.dead();
            Instant since = one.oldest();
            oldest = since != null && (oldest == null || since.isBefore(oldest)) ? since : oldest;
        }
        List<String> why = new ArrayList<>();
        why.add(
                oldest == null
                        ? words.say("light.deliver.none")
                        : words.say("light.deliver.waiting", words.number(waiting), words.since(oldest)));
        if (dead > 0) {
            why.add(words.say("light.deliver.dead", words.number(dead)));
        }
        Light.Level level = late(oldest);
        return new Light(
                "deliver",
                level == Light.Level.OK && dead > 0 ? Light.Level.ATTENTION : level,
                why,
                dead > 0 && Area.DEADLETTERS.isFor(words.roles()) ? Area.DEADLETTERS.href() : Area.AGENCIES.href());
    }

    private Light.Level late(@Nullable Instant oldest) {
        if (oldest == null) {
            return Light.Level.OK;
        }
        Duration age = Duration.between(oldest, clock.instant());
        if (age.compareTo(settings.stuck()) > 0) {
            return Light.Level.BAD;
        }
        return age.compareTo(settings.late()) > 0 ? Light.Level.ATTENTION : Light.Level.OK;
    }

    private Light answering() {
        if (!health.hasDatabase()) {
            return unknown("answer", Light.Level.ATTENTION);
        }
        List<Trouble> troubles = troubles();
        if (troubles.isEmpty()) {
            return new Light("answer", Light.Level.OK, List.of(words.say("light.answer.ok")), Area.AGENCIES.href());
        }
        List<String> why = new ArrayList<>();
        why.add(words.say("light.answer.some", words.number(troubles.size())));
        troubles.stream().limit(3).forEach(trouble -> why.add(words.agency(trouble.agency())));
        Light.Level level = troubles.stream()
                .map(Trouble::level)
                .max(Light.Level::compareTo)
                .orElse(Light.Level.OK);
        return new Light("answer", level, why, Area.AGENCIES.href());
    }

    /** The agencies that do not answer or fetch. */
    List<Trouble> troubles() {
        boolean database = health.hasDatabase();
        Map<String, Trouble> troubles = new TreeMap<>();
        for (Traffic.Waiting one : database ? traffic.waiting() : List.<Traffic.Waiting>of()) {
            List<String> why = new ArrayList<>();
            Light.Level level = late(one.oldest());
            if (level != Light.Level.OK || one.attempts() >= NOT_ANSWERING) {
                why.add(words.say(
                        "trouble.waiting",
                        words.number(one.waiting()),
                        words.since(one.oldest()),
                        words.number(one.attempts())));
            }
            if (one.dead() > 0) {
                why.add(words.say("trouble.dead", words.number(one.dead())));
            }
            Instant mail = one.oldestMail();
            if (mail != null && mail.plus(settings.unfetched()).isBefore(clock.instant())) {
                why.add(words.say("trouble.unfetched", words.number(one.mailbox()), words.since(mail)));
            }
            if (!why.isEmpty()) {
                Light.Level said = level == Light.Level.BAD ? level : Light.Level.ATTENTION;
                troubles.put(one.agency(), new Trouble(one.agency(), said, why, one));
            }
        }
        systems.states().forEach((system, state) -> {
            if (state.equals(OPEN)) {
                String agency = system.substring(0, Math.max(0, system.indexOf('/')));
                String why = words.say("trouble.breaker", system);
                troubles.merge(
                        agency, new Trouble(agency, Light.Level.ATTENTION, List.of(why), null), Situation::together);
            }
        });
        (database ? held() : Map.<String, String>of())
                .forEach((agency, why) -> troubles.merge(
                        agency, new Trouble(agency, Light.Level.ATTENTION, List.of(why), null), Situation::together));
        return troubles.values().stream()
                .sorted(java.util.Comparator.comparing(Trouble::level).reversed())
                .toList();
    }

    /** Why deliveries to an agency wait although nothing is wrong. */
    private Map<String, String> held() {
        Map<String, String> held = new TreeMap<>();
        Instant now = clock.instant();
        operations.maintenance().stream()
                .filter(one -> one.service() == null && one.lastsAt(now))
                .forEach(one ->
                        held.put(one.agency(), words.say("trouble.maintenance", words.time(one.to()), one.reason())));
        operations
                .pauses()
                .forEach(one -> held.put(
                        one.agency(), words.say("trouble.paused", words.time(one.since()), one.by(), one.reason())));
        return held;
    }

    private static Trouble together(Trouble one, Trouble other) {
        List<String> why = new ArrayList<>(one.why());
        why.addAll(other.why());
        Light.Level level = one.level().compareTo(other.level()) > 0 ? one.level() : other.level();
        return new Trouble(one.agency(), level, why, one.waiting());
    }

    private Light logging() {
        List<String> why = new ArrayList<>();
        Light.Level level = Light.Level.OK;
        for (String name : List.of("auditLog", "witness", "timestamp")) {
            HealthNow.Part part = health.part(name);
            if (part != null && !part.up()) {
                boolean bad = part.down() && !name.equals("timestamp");
                level = bad ? Light.Level.BAD : level == Light.Level.BAD ? level : Light.Level.ATTENTION;
                why.add(words.say("light.log.wrong", words.part(name), reason(part)));
            }
        }
        Checkpoint published = log.published();
        if (published != null) {
            why.add(words.say("light.log.size", words.number(published.size()), words.since(log.publishedAt())));
        }
        return new Light("log", level, why, Area.LOG.href());
    }

    private Light stores() {
        List<String> why = new ArrayList<>();
        Light.Level level = Light.Level.OK;
        for (HealthNow.Part part : health.parts("dependencies")) {
            if (!part.up() && !part.name().startsWith("systems") && !part.name().startsWith("timestamp")) {
                boolean store = part.name().equals("db") || part.name().equals("diskReserve");
                level = store && part.down()
                        ? Light.Level.BAD
                        : level == Light.Level.BAD ? level : Light.Level.ATTENTION;
                why.add(words.say("light.stores.wrong", words.part(part.name()), reason(part)));
            }
        }
        if (why.isEmpty()) {
            why.add(words.say("light.stores.ok"));
        }
        return new Light("stores", level, why, Area.AGENCIES.href() + "#parts");
    }

    private String reason(HealthNow.Part part) {
        Object reason = part.details().getOrDefault("reason", part.details().get("error"));
        return reason == null ? words.status(part.status()) : words.reason(String.valueOf(reason));
    }

    /** The areas that are in the worst state of all, for the headline. */
    String worst(List<Light> lights) {
        Light.Level worst = Light.worst(lights);
        return worst == Light.Level.OK
                ? ""
                : lights.stream()
                        .filter(light -> light.level() == worst)
                        .map(light -> words.say("light." + light.area()))
                        .collect(Collectors.joining(" · "));
    }

    /** What to do next, most pressing first. */
    List<Step> next(List<Light> lights) {
        List<Step> steps = new ArrayList<>();
        for (Light light : lights) {
            if (light.level() != Light.Level.OK) {
                steps.add(new Step(words.say("next." + light.area()), light.href(), light.level()));
            }
        }
        steps.sort(java.util.Comparator.comparing(Step::level).reversed());
        return steps;
    }

    /** @param href where to do it, or null */
    record Step(String what, @Nullable String href, Light.Level level) {}
}
