package org.lienthong.thread;

import java.util.concurrent.ThreadFactory;

/** Makes threads that keep no process alive. */
public final class DaemonThreads {

    private DaemonThreads() {}

    /** All of one name: what runs is found by it in a thread dump. */
    public static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
