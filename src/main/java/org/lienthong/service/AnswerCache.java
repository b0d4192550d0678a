package org.lienthong.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lienthong.agreement.Agreement;
import org.lienthong.agreement.Decision;
import org.lienthong.agreement.ServiceDefinition;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/**
 * What was released lately under agreements that allow it to be given again (NĐ 47/2020 Art 41–42): in memory only, the
 * agreed fields alone, and never an answer that found nobody. Whoever gives an answer from here has decided, counted and
 * recorded the call as any other. Everything is forgotten as soon as an order, a file or an erasure changes what may be
 * known; an answer that was on its way at that moment is not kept.
 */
final class AnswerCache {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final int OVERHEAD = 512;

    /**
     * What an answer may depend on. Officer, purpose and procedure belong to it, because the provider may refuse by them.
     *
     * @param request in JSON, its members in the order that they came in
     */
    private record Key(
            String agreement,
            @Nullable String purpose,
            @Nullable String procedure,
            @Nullable String officer,
            List<String> fields,
            String request) {}

    /**
     * An answer as it was released, with what it was made by: none of these may have changed.
     *
     * @param at when the provider gave it
     */
    record Kept(
            JsonNode released,
            byte[] json,
            Instant at,
            Agreement agreement,
            ServiceDefinition service,
            ServiceRoute route,
            @Nullable String system,
            long epoch) {}

    /** A moment: what was forgotten and erased by then. */
    record Since(long generation, long epoch) {}

    /**
     * What is asked.
     *
     * @param text the request in JSON
     */
    record Question(
            Decision.Permitted permitted,
            ServiceRequest request,
            List<String> fields,
            String text,
            ServiceRoute route) {

        private Key key() {
            return new Key(
                    permitted.agreement().id(),
                    request.purpose(),
                    request.procedure(),
                    request.officer(),
                    fields,
                    text);
        }
    }

    private final Cache<Key, Kept> kept;
    private final Clock clock;
    private final LongSupplier epoch;
    private final boolean on;
    private final AtomicLong generation = new AtomicLong();

    /**
     * @param most memory; nothing is kept when it is zero
     * @param epoch rises when a person's data were erased
     */
    AnswerCache(DataSize most, Clock clock, LongSupplier epoch) {
        this.clock = clock;
        this.epoch = epoch;
        this.on = most.toBytes() > 0;
        this.kept = Caffeine.newBuilder()
                .maximumWeight(most.toBytes())
                .<Key, Kept>weigher(
                        (key, answer) -> OVERHEAD + 2 * key.request().length() + 3 * answer.json().length)
                .expireAfter(Expiry.<Key, Kept>creating(
                        (key, answer) -> answer.agreement().caching()))
                .executor(Runnable::run)
                .build();
    }

    /** The answer that may be given again, or null. */
    @Nullable
    Kept find(Question question) {
        if (!isFor(question.permitted())) {
            return null;
        }
        Kept answer = kept.getIfPresent(question.key());
        return answer != null && isUsable(answer, question) ? answer : null;
    }

    private boolean isUsable(Kept answer, Question question) {
        Agreement agreement = question.permitted().agreement();
        return answer.agreement() == agreement
                && answer.service() == question.permitted().service()
                && answer.route() == question.route()
                && answer.epoch() == epoch.getAsLong()
                && age(answer).compareTo(agreement.caching()) < 0
                && !agreement.pausedBetween(day(answer.at()), day(clock.instant()));
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, VIETNAM);
    }

    /** How long ago the provider gave it. */
    Duration age(Kept answer) {
        Duration age = Duration.between(answer.at(), clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** To be asked before the provider is. */
    Since now() {
        return new Since(generation.get(), epoch.getAsLong());
    }

    /** Keeps what was released, unless something changed since the provider was asked. */
    void keep(Since since, Question question, JsonNode released, byte[] json, @Nullable String system) {
        if (!isFor(question.permitted()) || generation.get() != since.generation()) {
            return;
        }
        Key key = question.key();
        kept.put(
                key,
                new Kept(
                        released,
                        json,
                        clock.instant(),
                        question.permitted().agreement(),
                        question.permitted().service(),
                        question.route(),
                        system,
                        since.epoch()));
        if (generation.get() != since.generation()) {
            kept.invalidate(key);
        }
    }

    /** Forgets everything at once. */
    void forget() {
        generation.incrementAndGet();
        kept.invalidateAll();
    }

    long size() {
        return kept.estimatedSize();
    }

    private boolean isFor(Decision.Permitted permitted) {
        return on && !permitted.agreement().caching().isZero();
    }
}
