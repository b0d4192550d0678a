package org.lienthong.config;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * The same work on many files, in pieces that whoever has time takes: the threads of an executor, and the one that asks
 * for a result. Results come in the order of what they are of.
 */
public final class Pieces<R> {

    private static final int SIZE = 16;

    private final List<FutureTask<List<R>>> pieces = new ArrayList<>();

    private Pieces() {}

    /** @param work safe for several threads */
    public static <T, R> Pieces<R> of(List<T> all, Function<T, R> work, Executor besides) {
        Pieces<R> pieces = new Pieces<>();
        for (int from = 0; from < all.size(); from += SIZE) {
            List<T> piece = all.subList(from, Math.min(from + SIZE, all.size()));
            pieces.pieces.add(new FutureTask<>(() -> piece.stream().map(work).toList()));
        }
        pieces.pieces.forEach(besides::execute);
        return pieces;
    }

    /** The result of one; its piece is done here if nobody has begun it. */
    public R get(int index) {
        return results(pieces.get(index / SIZE)).get(index % SIZE);
    }

    /** All results. */
    public List<R> all() {
        pieces.forEach(FutureTask::run); // Does nothing when somebody has begun it.
        List<R> all = new ArrayList<>();
        pieces.forEach(piece -> all.addAll(results(piece)));
        return all;
    }

    private static <R> R results(FutureTask<R> piece) {
        piece.run();
        return result(piece);
    }

    /** What came of a task, as if it had run here. */
    public static <R> R result(FutureTask<R> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
