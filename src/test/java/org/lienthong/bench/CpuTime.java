package org.lienthong.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time that processes have used, user and system, in milliseconds. From {@code /proc/<pid>/stat}, so on Linux
 * only, in steps of 10 ms (USER_HZ is 100).
 */
final class CpuTime {

    private static final double MILLIS_PER_TICK = 10;
    private static final int USER = 11; // fields after the command, which may hold blanks
    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    private CpuTime() {}

    static double ofProcess(long pid) throws IOException {
        String[] fields = stat(pid);
        return (ticks(fields, USER) + ticks(fields, SYSTEM)) * MILLIS_PER_TICK;
    }

    /** What the JVM's compilers have used of that: much of it means that code is still being compiled. */
    static double ofCompilers(long pid) throws IOException {
        double total = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads) {
                String stat = Files.readString(thread.resolve("stat"));
                if (stat.contains("(C1 Compiler") || stat.contains("(C2 Compiler")) {
                    String[] fields = fields(stat);
                    total += (ticks(fields, USER) + ticks(fields, SYSTEM)) * MILLIS_PER_TICK;
                }
            }
        }
        return total;
    }

    /** PostgreSQL's: the postmaster, what it has started and what of that has ended. */
    static double ofPostgres(Path directory) throws IOException {
        long postmaster = Long.parseLong(
                Files.readAllLines(directory.resolve("postmaster.pid")).get(0).trim());
        String[] fields = stat(postmaster);
        double ended = (ticks(fields, CHILDREN_USER) + ticks(fields, CHILDREN_SYSTEM)) * MILLIS_PER_TICK;
        double total = ofProcess(postmaster) + ended;
        Path children = Path.of("/proc/" + postmaster + "/task/" + postmaster + "/children");
        for (String child : Files.readString(children).trim().split(" ")) {
            if (!child.isEmpty()) {
                total += ofEndable(Long.parseLong(child));
            }
        }
        return total;
    }

    private static double ofEndable(long pid) throws IOException {
        try {
            return ofProcess(pid);
        } catch (java.nio.file.NoSuchFileException e) {
            return 0;
        }
    }

    private static String[] stat(long pid) throws IOException {
        return fields(Files.readString(Path.of("/proc/" + pid + "/stat")));
    }

    private static String[] fields(String line) {
        return line.substring(line.lastIndexOf(')') + 2).trim().split(" ");
    }

    private static long ticks(String[] fields, int index) {
        return Long.parseLong(fields[index]);
    }
}
