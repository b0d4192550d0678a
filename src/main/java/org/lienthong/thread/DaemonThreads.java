package org.lienthong.thread;

import java.util.concurrent.ThreadFactory;

/** Makes threads that keep no process alive, all of one name: what runs is found by it in a thread dump. */
public final class DaemonThreads implements ThreadFactory {

    private final String name;

    private DaemonThreads(String name) {
        this.name = name;
    }

    public static ThreadFactory named(String name) {
        return new DaemonThreads(name);
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
