package org.lienthong.vxp;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.lienthong.delivery.Intake;
import org.lienthong.delivery.Kind;
import org.lienthong.delivery.Mailbox;
import org.lienthong.delivery.Receipt;
import org.lienthong.delivery.SentExchanges;
import org.lienthong.delivery.Submission;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/** Keeps in memory what is submitted, and lists what a test puts in. */
final class FakeStore implements Intake, Mailbox, SentExchanges {

    static final Instant NOW = Instant.parse("2026-11-20T01:30:00Z");

    final List<Submission> submissions = new ArrayList<>();
    final List<byte[]> bodies = new ArrayList<>();
    final Map<UUID, Item> items = new ConcurrentHashMap<>();
    final Map<UUID, byte[]> contents = new ConcurrentHashMap<>();
    final List<Sent> sent = new ArrayList<>();
    SentExchanges.Query lastSentQuery;
    Mailbox.Query lastQuery;
    ProblemException refusal;
    RuntimeException failure;
    boolean breakHalfWay;

    void clear() {
        submissions.clear();
        bodies.clear();
        items.clear();
        contents.clear();
        sent.clear();
        lastSentQuery = null;
        lastQuery = null;
        refusal = null;
        failure = null;
        breakHalfWay = false;
    }

    UUID put(String to, Kind kind, Mailbox.State state, byte[] content, int minute) {
        UUID id = UUID.randomUUID();
        Instant arrived = NOW.plus(Duration.ofMinutes(minute));
        items.put(
                id,
                new Item(
                        id,
                        UUID.randomUUID(),
                        kind,
                        "G22",
                        to,
                        "G22,2026/11/20,1/VPCP",
                        "00",
                        content.length,
                        arrived,
                        state,
                        arrived,
                        null));
        contents.put(id, content);
        return id;
    }

    @Override
    public Receipt submit(Submission submission) throws IOException {
        if (failure != null) {
            throw failure;
        }
        byte[] body = submission.body().readAllBytes();
        if (refusal != null) {
            throw refusal;
        }
        submissions.add(submission);
        bodies.add(body);
        return new Receipt(
                UUID.randomUUID(),
                Kind.DOCUMENT,
                "G22,2026/11/20,1/VPCP",
                submission.agency(),
                List.of("H41"),
                DigestUtils.sha256Hex(body),
                NOW,
                false);
    }

    @Override
    public List<Item> list(String agency, Mailbox.Query query) {
        lastQuery = query;
        return items.values().stream()
                .filter(item -> item.to().equals(agency))
                .filter(item -> query.kind() == null || item.kind() == query.kind())
                .filter(item -> query.states().contains(item.state()))
                .filter(item -> query.from() == null || !item.arrivedAt().isBefore(query.from()))
                .filter(item -> query.to() == null || item.arrivedAt().isBefore(query.to()))
                .sorted(Comparator.comparing(Item::arrivedAt))
                .skip(query.offset())
                .limit(query.limit())
                .toList();
    }

    @Override
    public List<Item> await(String agency, Mailbox.Query query, Duration wait) {
        return list(agency, query);
    }

    @Override
    public long count(String agency, Kind kind, Set<State> states) {
        return list(agency, new Mailbox.Query(kind, states, null, null, 1000, 0))
                .size();
    }

    @Override
    public Optional<Item> find(String agency, UUID deliveryId) {
        return Optional.ofNullable(items.get(deliveryId))
                .filter(item -> item.to().equals(agency));
    }

    @Override
    public Optional<Download> open(String agency, UUID deliveryId) {
        return find(agency, deliveryId).map(this::download);
    }

    private Download download(Item item) {
        return new Download() {
            @Override
            public String traceparent() {
                return null;
            }

            @Override
            public Item item() {
                return item;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                byte[] content = contents.get(item.deliveryId());
                if (breakHalfWay) {
                    out.write(content, 0, content.length / 2);
                    throw new IOException("the store broke");
                }
                out.write(content);
            }
        };
    }

    @Override
    public Optional<Item> mark(String agency, UUID deliveryId, State state, String reason) {
        return find(agency, deliveryId).map(item -> {
            if (item.state() == State.DONE || item.state() == State.FAILED) {
                return item;
            }
            Item marked = new Item(
                    item.deliveryId(),
                    item.exchangeId(),
                    item.kind(),
                    item.from(),
                    item.to(),
                    item.documentId(),
                    item.sha256(),
                    item.size(),
                    item.arrivedAt(),
                    state,
                    NOW,
                    reason);
            items.put(deliveryId, marked);
            return marked;
        });
    }

    @Override
    public List<Sent> sent(SentExchanges.Query query) {
        lastSentQuery = query;
        return sent;
    }

    static ProblemException unknownRecipient() {
        return new ProblemException(
                ProblemType.UNKNOWN_RECIPIENT, "No agency has this code.", "Không rõ cơ quan nhận.");
    }
}
