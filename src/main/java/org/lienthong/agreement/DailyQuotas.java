package org.lienthong.agreement;

import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.springframework.dao.DataAccessException;

/**
 * Daily quotas that hold over all hubs and through restarts. A hub takes calls out of the day's quota in blocks, each
 * durable before the first call of it is let through; so a crash loses at most what is left of two blocks, and no more calls
 * than the quota are ever let through. Blocks become smaller as the quota nears its end. While one call fetches the next
 * block, the others take from what is left.
 */
class DailyQuotas implements AutoCloseable {

    /** How long a refusal is believed, and how long the database is left alone after it failed. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long PATIENCE_MILLIS = 3_000;

    /** The next block is fetched when this part of one is left, unless blocks are as small as that. */
    private static final int LAST_PART = 4;

    private static final int SMALL_BLOCK = 16;

    /**
     * @param left calls that may follow today, as far as this hub knows
     * @param firstRefusal whether it is the first refused call of the day here
     */
    record Taken(boolean granted, long left, boolean firstRefusal) {}

    private static final class Count {
        private final ReentrantLock lock = new ReentrantLock();
        private LocalDate day = LocalDate.MIN;
        private int limit;
        private long inHand;
        private long block;
        private boolean fetching;
        private long unleased;
        private boolean refused;
        private boolean failed;
        private long notBefore;
    }

    private final QuotaTable table;
    private final LongSupplier nanoTime;
    private final Map<String, Count> counts = new ConcurrentHashMap<>();

    DailyQuotas(QuotaTable table, LongSupplier nanoTime) {
        this.table = table;
        this.nanoTime = nanoTime;
    }

    /** @throws ProblemException DEPENDENCY_UNAVAILABLE when the database does not give a block */
    Taken take(String agreement, int limit, LocalDate day) {
        Count count = counts.computeIfAbsent(agreement, id -> new Count());
        boolean last;
        Taken taken;
        if (!acquire(count)) {
            throw unavailable(null);
        }
        try {
            if (!count.day.equals(day) || count.limit != limit) {
                begin(agreement, count, limit, day);
            }
            if (count.inHand == 0 && !lease(agreement, count)) {
                boolean first = !count.refused;
                count.refused = true;
                return new Taken(false, 0, first);
            }
            count.inHand--;
            taken = new Taken(true, count.inHand + count.unleased, false);
            last = !count.fetching && count.block >= SMALL_BLOCK && count.inHand == count.block / LAST_PART;
            count.fetching |= last;
        } finally {
            count.lock.unlock();
        }
        if (last) {
            fetch(agreement, count, limit, day);
        }
        return taken;
    }

    /** Without the lock, so that nobody else waits for the database. */
    private void fetch(String agreement, Count count, int limit, LocalDate day) {
        QuotaTable.Lease lease = new QuotaTable.Lease(0, 0);
        try {
            lease = table.lease(agreement, day, limit);
        } catch (DataAccessException e) {
            // The call at hand has its place; whoever finds nothing left asks again, and tells.
        }
        boolean kept;
        count.lock.lock();
        try {
            count.fetching = false;
            kept = count.day.equals(day) && count.limit == limit;
            if (kept && lease.block() > 0) {
                count.inHand += lease.block();
                count.block = lease.block();
                count.unleased = Math.min(count.unleased, Math.max(0, limit - lease.leased()));
            }
        } finally {
            count.lock.unlock();
        }
        if (!kept && lease.block() > 0) {
            giveBack(agreement, day, lease.block());
        }
    }

    private void giveBack(String agreement, LocalDate day, long calls) {
        try {
            table.giveBack(agreement, day, calls);
        } catch (DataAccessException e) {
            // They stay taken: the quota becomes smaller, never larger.
        }
    }

    /** Calls that may follow today as far as this hub knows, without asking the database. */
    long known(String agreement, int limit, LocalDate day) {
        Count count = counts.get(agreement);
        if (count == null || !acquire(count)) {
            return limit;
        }
        try {
            return count.day.equals(day) && count.limit == limit ? count.inHand + count.unleased : limit;
        } finally {
            count.lock.unlock();
        }
    }

    private static boolean acquire(Count count) {
        try {
            return count.lock.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void begin(String agreement, Count count, int limit, LocalDate day) {
        if (count.day.equals(day)) {
            giveBack(agreement, count);
        }
        count.day = day;
        count.limit = limit;
        count.inHand = 0;
        count.block = 0;
        count.unleased = limit;
        count.refused = false;
        count.failed = false;
        count.notBefore = nanoTime.getAsLong();
    }

    private boolean lease(String agreement, Count count) {
        long now = nanoTime.getAsLong();
        if (now - count.notBefore < 0) {
            if (count.failed) {
                throw unavailable(null);
            }
            return false;
        }
        try {
            QuotaTable.Lease lease = table.lease(agreement, count.day, count.limit);
            count.failed = false;
            count.inHand = lease.block();
            count.block = lease.block();
            count.unleased = Math.max(0, count.limit - lease.leased());
        } catch (DataAccessException e) {
            count.failed = true;
            count.notBefore = nanoTime.getAsLong() + PAUSE_NANOS;
            throw unavailable(e);
        }
        if (count.inHand == 0) {
            count.notBefore = nanoTime.getAsLong() + PAUSE_NANOS;
        }
        return count.inHand > 0;
    }

    private void giveBack(String agreement, Count count) {
        if (count.inHand > 0) {
            table.giveBack(agreement, count.day, count.inHand);
            count.inHand = 0;
        }
    }

    private static ProblemException unavailable(@org.jspecify.annotations.Nullable Throwable cause) {
        return new ProblemException(
                ProblemType.DEPENDENCY_UNAVAILABLE,
                "The quota of the day cannot be counted now; nothing was asked, come back later.",
                "Hiện không đếm được hạn mức trong ngày; chưa thực hiện khai thác, hãy thử lại sau.",
                java.util.List.of(),
                cause);
    }

    /** Gives back what is in hand; what cannot be given back is lost to the day. */
    @Override
    public void close() {
        counts.forEach((agreement, count) -> {
            if (acquire(count)) {
                try {
                    giveBack(agreement, count);
                } catch (DataAccessException e) {
                    // The database may have stopped before: then the rest of the blocks stays taken.
                } finally {
                    count.lock.unlock();
                }
            }
        });
    }
}
