package org.lienthong.dossier.portal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.lienthong.dossier.DossierState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings one batch to its end, or as far as the portal lets it: a batch that is refused is halved until the bad record is
 * named, one with a dossier that is there already, or is not, is sorted by asking about each.
 */
final class Sender {

    private final PortalClient client;
    private final Throttle throttle;
    private final PortalMetrics metrics;
    private final UnaryOperator<String> senders;
    private final int attempts;
    private final long settleNanos;

    /** @param senders from an agency's id to its {@code madonvi} */
    Sender(
            PortalClient client,
            Throttle throttle,
            PortalMetrics metrics,
            UnaryOperator<String> senders,
            PortalSettings settings) {
        this.client = client;
        this.throttle = throttle;
        this.metrics = metrics;
        this.senders = senders;
        this.attempts = settings.attempts();
        this.settleNanos = settings.settle().toNanos();
    }

    /** Works on a batch that was taken from these lanes. What cannot be brought to an end now goes back to them. */
    void run(Lanes lanes, Batch whole) {
        Deque<Batch> parts = new ArrayDeque<>();
        parts.push(whole);
        while (!parts.isEmpty()) {
            Batch part = parts.pop();
            boolean goOn = part.key().work() == Batch.Work.ASK ? ask(lanes, part) : send(lanes, part, parts);
            if (!goOn) {
                parts.forEach(rest -> lanes.again(rest.items()));
                return;
            }
        }
    }

    /** @return whether to go on with the other parts */
    private boolean send(Lanes lanes, Batch part, Deque<Batch> parts) {
        long start = System.nanoTime();
        Reply reply = client.send(senders.apply(part.key().agency()), part);
        note(reply, System.nanoTime() - start);
        switch (reply.meaning()) {
            case OK -> lanes.end(part.items(), Item.End.TAKEN, "");
            case EXISTS, UNKNOWN_DOSSIER -> {
                return sort(lanes, part, parts, reply);
            }
            case REFUSED -> refused(lanes, part, parts, reply);
            case LATER, SESSION_EXPIRED -> {
                lanes.again(part.items());
                return false;
            }
            case IN_DOUBT -> {
                puzzled(lanes, part, reply);
                return false;
            }
        }
        return true;
    }

    private void refused(Lanes lanes, Batch part, Deque<Batch> parts, Reply reply) {
        List<Item> items = part.items();
        if (items.size() == 1) {
            lanes.end(items, Item.End.REFUSED, reply.words());
            return;
        }
        int half = items.size() / 2;
        for (int i = 0; i < items.size(); i++) {
            if (reply.words().contains(items.get(i).lane.portalCode())) {
                // The portal names it: it goes alone, and the rest together.
                List<Item> rest = new ArrayList<>(items);
                parts.push(part.with(part.key().work(), rest));
                parts.push(part.with(part.key().work(), List.of(rest.remove(i))));
                return;
            }
        }
        parts.push(part.with(part.key().work(), items.subList(half, items.size())));
        parts.push(part.with(part.key().work(), items.subList(0, half)));
    }

    /** Asks about each, so that those that are there are updated and the others created. */
    private boolean sort(Lanes lanes, Batch part, Deque<Batch> parts, Reply reply) {
        boolean progress = part.key().work() == Batch.Work.PROGRESS;
        List<Item> there = new ArrayList<>();
        List<Item> absent = new ArrayList<>();
        for (int i = 0; i < part.items().size(); i++) {
            Item item = part.items().get(i);
            PortalClient.Found found = find(part, item);
            if (found.found() == null) {
                lanes.again(part.items());
                return false;
            }
            (found.found() ? there : absent).add(item);
        }
        if (part.items().size() == 1 && part.key().work() == (there.isEmpty() ? Batch.Work.CREATE : Batch.Work.UPDATE)
                || progress && absent.isEmpty() && part.items().size() == 1) {
            // It says one thing and shows another.
            puzzled(lanes, part, reply);
            return false;
        }
        if (progress) {
            absent.forEach(item -> lanes.learned(item.lane, false));
            lanes.end(absent, Item.End.WAITS, "");
        } else if (!absent.isEmpty()) {
            parts.push(part.with(Batch.Work.CREATE, absent));
        }
        if (!there.isEmpty()) {
            boolean alone = absent.isEmpty() && (progress || part.key().work() == Batch.Work.UPDATE);
            split(parts, part, progress ? Batch.Work.PROGRESS : Batch.Work.UPDATE, there, alone);
        }
        return true;
    }

    /** @param halve so that a batch that cannot be sorted does not come round for ever */
    private static void split(Deque<Batch> parts, Batch part, Batch.Work work, List<Item> items, boolean halve) {
        int half = items.size() / 2;
        if (!halve || half == 0) {
            parts.push(part.with(work, items));
            return;
        }
        parts.push(part.with(work, items.subList(half, items.size())));
        parts.push(part.with(work, items.subList(0, half)));
    }

    /** Nobody knows what became of them; after many such answers a record is given up. */
    private void puzzled(Lanes lanes, Batch part, Reply reply) {
        List<Item> again = new ArrayList<>();
        for (Item item : part.items()) {
            item.doubtful = item.isProgress();
            item.settledNanos = System.nanoTime() + settleNanos;
            if (item.puzzledNanos == 0 || throttle.answeredSince(item.puzzledNanos)) {
                item.puzzles++; // when nobody gets an answer it is not for what this record says
                item.puzzledNanos = System.nanoTime();
            }
            if (item.puzzles >= attempts
                    && part.items().size() == 1
                    && !reply.words().isEmpty()) {
                lanes.end(List.of(item), Item.End.REFUSED, reply.words());
            } else {
                again.add(item);
            }
        }
        lanes.again(again);
    }

    /** Finds out about records that may be there already, and about dossiers that the hub never saw accepted. */
    private boolean ask(Lanes lanes, Batch batch) {
        for (int i = 0; i < batch.items().size(); i++) {
            Item item = batch.items().get(i);
            PortalClient.Found found = find(batch, item);
            if (found.found() == null) {
                lanes.again(batch.items().subList(i, batch.items().size()));
                return false;
            }
            lanes.learned(item.lane, found.found());
            List<Item> doubtful = lanes.doubtful(item.lane);
            int taken = found.found() ? taken(doubtful, found) : 0;
            doubtful.forEach(one -> one.doubtful = false);
            if (taken > 0) {
                metrics.recognised(taken);
                lanes.end(List.copyOf(doubtful.subList(0, taken)), Item.End.TAKEN, "");
            } else {
                lanes.again(List.of(item));
            }
        }
        return true;
    }

    /**
     * How many of them the portal has surely. They were sent one after the other, so one that it shows proves those before
     * it; and a dossier that it would have to set back has gone past that.
     */
    private static int taken(List<Item> doubtful, PortalClient.Found found) {
        List<PortalClient.Step> steps = found.steps();
        DossierState there = DossierState.of(found.state());
        int taken = 0;
        for (int i = 0; i < doubtful.size(); i++) {
            JsonNode record = JsonMapper.shared().readTree(doubtful.get(i).bytes());
            if (doubtful.get(i).isProgress()) {
                if (steps != null && steps.stream().anyMatch(step -> shows(step, record))) {
                    taken = i + 1;
                }
            } else {
                DossierState own = DossierState.of(record.path("TrangThaiHoSo").asInt(0));
                if (there != null && own != null && own.number() < there.number() && !there.mayBecome(own)) {
                    taken = i + 1;
                }
            }
        }
        return taken;
    }

    private static boolean shows(PortalClient.Step step, JsonNode record) {
        return step.at().equals(record.path("ThoiDiemXuLy").asString(""))
                && step.state().equals(record.path("TrangThai").asString(""))
                && (step.officer().isEmpty()
                        || step.officer().equals(record.path("NguoiXuLy").asString("")));
    }

    private PortalClient.Found find(Batch batch, Item item) {
        long start = System.nanoTime();
        PortalClient.Found found = client.find(senders.apply(batch.key().agency()), item.lane.portalCode());
        note(found.reply(), System.nanoTime() - start);
        return found;
    }

    private void note(Reply reply, long nanos) {
        metrics.answered(reply.meaning(), nanos);
        switch (reply.meaning()) {
            case LATER, IN_DOUBT, SESSION_EXPIRED -> throttle.failed(reply.pause());
            default -> throttle.answered(nanos);
        }
    }
}
