package org.lienthong.progress;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far a long command is: count, rate and, once the total is known, share and time left. On a terminal one line that is
 * written over five times a second, else a line every ten seconds; nothing when quiet. Short work says nothing at all.
 *
 * <pre>verify: 1 228 800 of 10 000 000 entries (12 %), 153 600/s, 57 s left</pre>
 *
 * Not for several threads at once.
 */
public final class Progress implements LongConsumer, AutoCloseable {

    private static final long ON_TERMINAL = Duration.ofMillis(200).toNanos();
    private static final long IN_LOG = Duration.ofSeconds(10).toNanos();
    private static final double NANOS = 1e9;

    private final PrintStream err;
    private final String what;
    private final String unit;
    private final boolean terminal;
    private final boolean quiet;
    private final LongSupplier nanoTime;
    private final long begun;
    private long told;
    private long count;
    private long total = -1;
    private volatile int written; // characters of the line on the terminal
    private @Nullable Thread farewell;

    Progress(PrintStream err, String what, String unit, boolean terminal, boolean quiet, LongSupplier nanoTime) {
        this.err = err;
        this.what = what;
        this.unit = unit;
        this.terminal = terminal;
        this.quiet = quiet;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
        this.told = begun;
    }

    /**
     * Starts to count.
     *
     * @param what the command, such as {@code verify}
     * @param unit what is counted, such as {@code entries}
     * @param quiet whether to say nothing
     */
    public static Progress of(PrintStream err, String what, String unit, boolean quiet) {
        return new Progress(err, what, unit, onTerminal(), quiet, System::nanoTime);
    }

    /** From Java 22 on there is a console in any case, which says by itself whether it is a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean onTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** @param left what the command leaves behind when somebody stops it (Ctrl-C, SIGTERM); it is said then */
    public Progress ifStopped(String left) {
        farewell = new Thread(() -> {
            if (written > 0) {
                err.println();
            }
            err.println(what + ": stopped. " + left);
        });
        Runtime.getRuntime().addShutdownHook(farewell);
        return this;
    }

    /** How many there will be. */
    public void total(long all) {
        total = all;
    }

    /** How many are done by now. */
    @Override
    public void accept(long done) {
        count = done;
        long now = nanoTime.getAsLong();
        if (!quiet && now - told >= (terminal ? ON_TERMINAL : IN_LOG)) {
            told = now;
            tell(line(now));
        }
    }

    /** So many more are done. */
    public void add(long more) {
        accept(count + more);
    }

    private void tell(String line) {
        if (terminal) {
            err.print('\r' + line + " ".repeat(Math.max(0, written - line.length())));
            err.flush();
            written = line.length();
        } else {
            err.println(line);
        }
    }

    private String line(long now) {
        double rate = count / Math.max(1e-9, (now - begun) / NANOS);
        StringBuilder line = new StringBuilder(what).append(": ").append(number(count));
        if (total >= 0) {
            line.append(" of ").append(number(total));
        }
        line.append(' ').append(unit);
        if (total > 0) {
            line.append(" (").append(Math.min(100, count * 100 / total)).append(" %)");
        }
        line.append(", ").append(number(Math.round(rate))).append("/s");
        if (total > count && rate > 0) {
            line.append(", ").append(time((total - count) / rate)).append(" left");
        }
        return line.toString();
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace(',', ' ');
    }

    private static String time(double seconds) {
        Duration left = Duration.ofSeconds((long) Math.ceil(seconds));
        if (left.toHours() > 0) {
            return left.toHours() + " h " + left.toMinutesPart() + " min";
        }
        return left.toMinutes() > 0
                ? left.toMinutes() + " min " + left.toSecondsPart() + " s"
                : left.toSeconds() + " s";
    }

    /** Ends the line on the terminal, with what was reached. */
    @Override
    public void close() {
        Thread hook = farewell;
        if (hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException stopping) {
                return; // it speaks by now
            }
        }
        if (written > 0) {
            tell(line(nanoTime.getAsLong()));
            err.println();
        }
    }
}
