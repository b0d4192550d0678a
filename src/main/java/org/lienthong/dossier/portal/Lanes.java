package org.lienthong.dossier.portal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What is in memory on its way to the portal: the records of each dossier one after the other, those of different dossiers
 * side by side, put together into batches. One object from taking over the work until losing it.
 */
final class Lanes {

    private final PortalSettings settings;
    private final Thread keeper;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Map<Batch.Key, Deque<Item>> ready = new LinkedHashMap<>();
    private final Set<Long> keys = new HashSet<>();
    private List<Item> ended = new ArrayList<>();
    private List<Lane> accepted = new ArrayList<>();
    private List<Lane> refused = new ArrayList<>();
    private long endedNanos;
    private int enough = Integer.MAX_VALUE;
    private boolean woken;
    private int open;
    private int underWay;
    private boolean closed;

    /** @param keeper told of results */
    Lanes(PortalSettings settings, Thread keeper) {
        this.settings = settings;
        this.keeper = keeper;
    }

    /** The dossier's lane, made when it is new; for the loader, which then says what it knows of new ones. */
    synchronized Lane lane(String code) {
        return lanes.computeIfAbsent(code, Lane::new);
    }

    /** Whether this record is on its way already. */
    synchronized boolean has(long batchNo, int index) {
        return keys.contains(key(batchNo, index));
    }

    /** Batches are smaller than 2^20 records. */
    private static long key(long batchNo, int index) {
        return batchNo << 20 | index;
    }

    synchronized boolean knows(String code) {
        return lanes.containsKey(code);
    }

    /** Takes records over, in their order. */
    synchronized void add(List<Item> items) {
        for (Item item : items) {
            item.lane.items.addLast(item);
            item.lane.open++;
            keys.add(key(item.task.batchNo(), item.index()));
            open++;
        }
        items.forEach(item -> advance(item.lane));
        notify();
    }

    /** Takes over what waited for the acceptance of its dossiers; it goes before what they became after it. */
    synchronized void release(List<Item> items, List<Lane> released) {
        for (Item item : items) {
            keys.add(key(item.task.batchNo(), item.index()));
            item.lane.open++;
            open++;
        }
        for (Lane lane : released) {
            merge(lane, items.stream().filter(item -> item.lane == lane).toList());
            lane.held = false;
            lane.waiters = false;
            advance(lane);
            forget(lane);
        }
        notify();
    }

    /** A HoSo that tells of an earlier state, as one that came late, goes before the progress that waited for it. */
    private static void merge(Lane lane, List<Item> released) {
        Deque<Item> waiting = new ArrayDeque<>(released);
        List<Item> queued = List.copyOf(lane.items);
        lane.items.clear();
        for (Item next : queued) {
            while (!waiting.isEmpty()
                    && (next.isProgress() || next.state() >= waiting.getFirst().state())) {
                lane.items.addLast(waiting.removeFirst());
            }
            lane.items.addLast(next);
        }
        lane.items.addAll(waiting);
    }

    /** Makes the first record of a lane ready, unless it is. */
    private void advance(Lane lane) {
        if (lane.busy || lane.held) {
            return;
        }
        Item next = lane.items.peekFirst();
        while (next != null && next.isProgress() && lane.portal != Lane.ACCEPTED && lane.absent && !next.doubtful) {
            lane.items.removeFirst();
            lane.waiters = true;
            end(next, Item.End.WAITS, "");
            next = lane.items.peekFirst();
        }
        if (next == null) {
            return;
        }
        lane.busy = true;
        long now = System.nanoTime();
        next.readyNanos =
                next.doubtful && next.settledNanos - now > 0 && next.settledNanos != 0 ? next.settledNanos : now;
        ready.computeIfAbsent(key(next), key -> new ArrayDeque<>()).addLast(next);
    }

    private static Batch.Key key(Item item) {
        return new Batch.Key(item.task.agency(), work(item));
    }

    private static Batch.Work work(Item item) {
        int portal = item.lane.portal;
        if (item.doubtful || item.isProgress() && portal != Lane.ACCEPTED) {
            return Batch.Work.ASK;
        }
        if (item.isProgress()) {
            return Batch.Work.PROGRESS;
        }
        return portal == Lane.ACCEPTED ? Batch.Work.UPDATE : Batch.Work.CREATE;
    }

    /** Waits until there is a batch to take; false when this is over. */
    synchronized boolean awaitBatch() throws InterruptedException {
        while (!closed) {
            long left = due();
            if (left <= 0) {
                return true;
            }
            if (left == Long.MAX_VALUE) {
                wait();
            } else {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        }
        return false;
    }

    /** The next batch; null when others were faster. */
    synchronized @Nullable Batch take() {
        if (closed || due() > 0) {
            return null;
        }
        Batch.Key best = null;
        long oldest = 0;
        long now = System.nanoTime();
        for (Map.Entry<Batch.Key, Deque<Item>> entry : ready.entrySet()) {
            Item head = entry.getValue().getFirst();
            if (left(entry.getKey(), entry.getValue(), now) <= 0 && (best == null || head.readyNanos - oldest < 0)) {
                best = entry.getKey();
                oldest = head.readyNanos;
            }
        }
        if (best == null) {
            return null;
        }
        underWay++;
        Batch batch = cut(best, java.util.Objects.requireNonNull(ready.get(best)));
        if (!ready.isEmpty()) {
            notify(); // one wakes the next
        }
        return batch;
    }

    /** In how many nanoseconds a batch is due; Long.MAX_VALUE when nothing is ready. */
    private long due() {
        long now = System.nanoTime();
        long least = Long.MAX_VALUE;
        for (Map.Entry<Batch.Key, Deque<Item>> entry : ready.entrySet()) {
            least = Math.min(least, left(entry.getKey(), entry.getValue(), now));
        }
        return least;
    }

    /** A batch that is not full waits a little for more, unless there is nothing else to do. */
    private long left(Batch.Key key, Deque<Item> queue, long now) {
        long early = queue.getFirst().readyNanos - now;
        if (early > 0) {
            return early;
        }
        if (underWay == 0 || queue.size() >= most(key.work())) {
            return 0;
        }
        return Math.max(0, queue.getFirst().readyNanos + settings.linger().toNanos() - now);
    }

    private Batch cut(Batch.Key key, Deque<Item> queue) {
        int most = most(key.work());
        long largest = settings.bytesPerCall().toBytes();
        List<Item> items = new ArrayList<>(Math.min(most, queue.size()));
        long size = 0;
        while (items.size() < most && !queue.isEmpty()) {
            Item next = queue.getFirst();
            size += next.length();
            if (!items.isEmpty()
                    && (size > largest || next.isSolitary() || items.get(0).isSolitary())) {
                break;
            }
            items.add(queue.removeFirst());
        }
        if (queue.isEmpty()) {
            ready.remove(key);
        }
        return new Batch(key, items);
    }

    private int most(Batch.Work work) {
        return work == Batch.Work.CREATE || work == Batch.Work.UPDATE
                ? settings.dossiersPerCall()
                : settings.progressPerCall();
    }

    /** The caller that took a batch is done with it. */
    synchronized void done() {
        underWay--;
        notify();
    }

    /** These have their final results. */
    synchronized void end(List<Item> items, Item.End end, String words) {
        for (Item item : items) {
            Lane lane = item.lane;
            lane.items.remove(item);
            lane.busy = false;
            if (!item.isProgress()) {
                if (end == Item.End.TAKEN) {
                    accept(lane);
                } else if (lane.portal == Lane.NEVER) {
                    lane.portal = Lane.REFUSED;
                    refused.add(lane);
                }
            } else if (end == Item.End.WAITS) {
                lane.waiters = true;
            }
            end(item, end, words);
        }
        items.forEach(item -> advance(item.lane));
        notify();
    }

    private void end(Item item, Item.End end, String words) {
        item.end = end;
        item.words = words;
        if (ended.isEmpty() && accepted.isEmpty()) {
            endedNanos = System.nanoTime();
        }
        ended.add(item);
        if (ended.size() == 1 || ended.size() == enough || ended.size() == open) {
            LockSupport.unpark(keeper);
        }
    }

    /** The portal has the dossier. */
    private void accept(Lane lane) {
        lane.absent = false;
        if (lane.portal != Lane.ACCEPTED || lane.waiters) {
            lane.portal = Lane.ACCEPTED;
            if (ended.isEmpty() && accepted.isEmpty()) {
                endedNanos = System.nanoTime();
                LockSupport.unpark(keeper);
            }
            accepted.add(lane);
            lane.held = lane.waiters;
        }
    }

    /** These go again, with what is known now. */
    synchronized void again(List<Item> items) {
        for (Item item : items) {
            item.lane.busy = false;
            advance(item.lane);
        }
        notify();
    }

    /** What the portal said when it was asked about a dossier; @param there whether it has it */
    synchronized void learned(Lane lane, boolean there) {
        if (there) {
            accept(lane);
        } else {
            lane.absent = true;
            lane.portal = lane.portal == Lane.ACCEPTED ? Lane.NEVER : lane.portal;
        }
    }

    /** What is in doubt of a dossier, in order, from its first record on. */
    synchronized List<Item> doubtful(Lane lane) {
        return lane.items.stream().takeWhile(item -> item.doubtful).toList();
    }

    /** Results to be made durable. */
    record Results(List<Item> items, List<Lane> accepted, List<Lane> refused) {

        boolean isEmpty() {
            return items.isEmpty() && accepted.isEmpty();
        }
    }

    /** Waits until there are results worth a commit, or so long, or until somebody wakes it. */
    boolean awaitResults(int enough, long nanos) {
        long end = System.nanoTime() + nanos;
        while (true) {
            long left;
            synchronized (this) {
                long now = System.nanoTime();
                long oldest = endedNanos + settings.commit().toNanos();
                this.enough = enough;
                boolean some = !ended.isEmpty() || !accepted.isEmpty();
                if (some && (ended.size() >= enough || oldest - now <= 0 || ended.size() == open)) {
                    return true;
                }
                if (closed || woken || end - now <= 0) {
                    woken = false;
                    return false;
                }
                left = some ? Math.min(end, oldest) - now : end - now;
            }
            LockSupport.parkNanos(this, left);
        }
    }

    synchronized Results drain() {
        Results results = new Results(ended, accepted, refused);
        ended = new ArrayList<>();
        accepted = new ArrayList<>();
        refused = new ArrayList<>();
        return results;
    }

    /** These results are durable. */
    synchronized void durable(Results results) {
        for (Item item : results.items()) {
            Lane lane = item.lane;
            open--;
            keys.remove(key(item.task.batchNo(), item.index()));
            lane.open--;
            forget(lane);
        }
    }

    private void forget(Lane lane) {
        if (lane.open == 0 && !lane.held) {
            lanes.remove(lane.code, lane);
        }
    }

    /** Records in memory that have no durable result. */
    synchronized int open() {
        return open;
    }

    synchronized boolean isIdle() {
        return underWay == 0;
    }

    /** Something else has come up for the keeper. */
    void wake() {
        synchronized (this) {
            woken = true;
        }
        LockSupport.unpark(keeper);
    }

    /** No more batches. */
    void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        LockSupport.unpark(keeper);
    }
}
