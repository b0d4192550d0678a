package org.lienthong.agreement;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.JsonNode;

/**
 * Notices who tries out persons' numbers: many in a row, or many different ones, of whom nobody is found. It keeps keyed
 * hashes of what was asked, in this hub's memory, for one window of time.
 */
public final class EnumerationWatch {

    private static final Logger LOG = LoggerFactory.getLogger(EnumerationWatch.class);

    /** Officers counted at once. Beyond, only their agencies are: ids that are made up must not fill the memory. */
    private static final int MOST_OFFICERS = 20_000;

    private record Officer(String consumer, String officer) {}

    private static final class Count {
        private final Instant since;
        private int consecutive;
        private final Set<Long> misses = new HashSet<>();
        private final Set<Long> persons = new HashSet<>();
        private final Set<Alert.Kind> raised = new HashSet<>();

        Count(Instant since) {
            this.since = since;
        }
    }

    private final EnumerationSettings settings;
    private final SecretKeySpec hashKey;
    private final Alerts alerts;
    private final Orders orders;
    private final Map<String, Count> agencies = new ConcurrentHashMap<>();
    private final Map<Officer, Count> officers = new ConcurrentHashMap<>();

    /** @param hashKey random, so that what is kept tells nobody which numbers were asked */
    EnumerationWatch(EnumerationSettings settings, byte[] hashKey, Alerts alerts, Orders orders) {
        this.settings = settings;
        this.hashKey = new SecretKeySpec(hashKey, "HmacSHA256");
        this.alerts = alerts;
        this.orders = orders;
    }

    /**
     * Counts one answered call of a service whose definition says where the person stands; others are not counted.
     *
     * @param request as the caller sent it
     * @param answer before fields were removed
     */
    public void answered(
            Decision.Permitted permitted,
            @Nullable String officer,
            JsonNode request,
            JsonNode answer,
            Instant at,
            String traceId) {
        String subject = permitted.service().subject();
        JsonNode person = subject == null ? null : request.at(subject);
        if (person != null && person.isValueNode()) {
            answered(permitted, officer, person.asString(), found(permitted.service(), answer), at, traceId);
        }
    }

    /** Counts one call that was answered with what is known of an earlier one, in which the person was found. */
    public void answeredAgain(
            Decision.Permitted permitted, @Nullable String officer, JsonNode request, Instant at, String traceId) {
        String subject = permitted.service().subject();
        JsonNode person = subject == null ? null : request.at(subject);
        if (person != null && person.isValueNode()) {
            answered(permitted, officer, person.asString(), true, at, traceId);
        }
    }

    /** Whether the answer of a service, before fields were removed, is about somebody. */
    public static boolean found(ServiceDefinition service, JsonNode answer) {
        String match = service.match();
        return match == null || isSomebody(answer.at(match));
    }

    private static boolean isSomebody(JsonNode match) {
        if (match.isContainer() || match.isString()) {
            return match.isString() ? !match.asString().isEmpty() : !match.isEmpty();
        }
        return !match.isMissingNode() && !match.isNull() && (!match.isBoolean() || match.asBoolean());
    }

    /**
     * Counts one answered call.
     *
     * @param officer who asked, or null when that is not known
     * @param person the number that was asked for, as the caller wrote it
     * @param found whether the provider knows that person
     */
    public void answered(
            Decision.Permitted permitted,
            @Nullable String officer,
            String person,
            boolean found,
            Instant at,
            String traceId) {
        String consumer = permitted.consumer();
        String agreement = permitted.agreement().id();
        long hash = hash(person);
        List<Alert> raised = new ArrayList<>();
        if (!found) {
            agencies.compute(
                    consumer,
                    (same, before) -> counted(before, at, count -> {
                        remember(count.misses, hash, settings.agencyMisses());
                        if (reached(
                                Alert.Kind.ENUMERATION_AGENCY, count.misses.size(), settings.agencyMisses(), count)) {
                            raised.add(new Alert(
                                    Alert.Kind.ENUMERATION_AGENCY,
                                    consumer,
                                    agreement,
                                    count.misses.size(),
                                    at,
                                    traceId));
                        }
                    }));
        }
        Officer key = new Officer(consumer, officer == null ? "" : officer);
        if (hasRoomFor(key, at)) {
            officers.compute(
                    key,
                    (same, before) -> counted(before, at, count -> of(count, hash, found)
                            .forEach((kind, number) ->
                                    raised.add(new Alert(kind, consumer, agreement, number, at, traceId)))));
        }
        raised.forEach(this::raise);
    }

    /** Counts for an officer; answers what has just reached its limit. */
    private Map<Alert.Kind, Integer> of(Count count, long hash, boolean found) {
        count.consecutive = found ? 0 : count.consecutive + (count.misses.contains(hash) ? 0 : 1);
        remember(count.persons, hash, settings.persons());
        if (!found) {
            remember(count.misses, hash, settings.misses());
        }
        Map<Alert.Kind, Integer> reached = new java.util.EnumMap<>(Alert.Kind.class);
        if (reached(Alert.Kind.ENUMERATION_CONSECUTIVE, count.consecutive, settings.consecutive(), count)) {
            reached.put(Alert.Kind.ENUMERATION_CONSECUTIVE, count.consecutive);
        }
        if (reached(Alert.Kind.ENUMERATION_MISSES, count.misses.size(), settings.misses(), count)) {
            reached.put(Alert.Kind.ENUMERATION_MISSES, count.misses.size());
        }
        if (reached(Alert.Kind.ENUMERATION_PERSONS, count.persons.size(), settings.persons(), count)) {
            reached.put(Alert.Kind.ENUMERATION_PERSONS, count.persons.size());
        }
        return reached;
    }

    private boolean hasRoomFor(Officer key, Instant at) {
        if (officers.size() < MOST_OFFICERS || officers.containsKey(key)) {
            return true;
        }
        officers.values().removeIf(count -> isOver(count, at));
        return officers.size() < MOST_OFFICERS;
    }

    private Count counted(@Nullable Count before, Instant at, Consumer<Count> step) {
        Count count = before == null || isOver(before, at) ? new Count(at) : before;
        step.accept(count);
        return count;
    }

    private boolean isOver(Count count, Instant at) {
        return !at.isBefore(count.since.plus(settings.window()));
    }

    private static void remember(Set<Long> hashes, long hash, int most) {
        if (hashes.size() < most) {
            hashes.add(hash);
        }
    }

    /** Once per window and kind. */
    private static boolean reached(Alert.Kind kind, int counted, int limit, Count count) {
        return counted >= limit && count.raised.add(kind);
    }

    private void raise(Alert alert) {
        alerts.raise(alert);
        if (settings.suspension().isZero()) {
            return;
        }
        try {
            orders.suspendUnlessDenied(
                    alert.agreement(),
                    alert.at().plus(settings.suspension()),
                    alert.kind().slug(),
                    alert.traceId());
        } catch (DataAccessException | TransactionException | ProblemException e) {
            // Without the database nothing leaves anyway.
            LOG.atError()
                    .addKeyValue("agreement", alert.agreement())
                    .addKeyValue("cause", e.toString())
                    .log("an agreement could not be suspended");
        }
    }

    private long hash(String person) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(hashKey);
            return ByteBuffer.wrap(mac.doFinal(person.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
