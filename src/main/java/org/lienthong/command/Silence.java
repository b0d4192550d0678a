package org.lienthong.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a command's answer free of log lines. Spring's own way to logging takes a third of a second to load. */
final class Silence {

    private Silence() {}

    /** Nothing but errors is logged, and nothing at all of what Camel says: a route that fails is the answer. */
    static void keep() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
            logback.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.ERROR);
            logback.getLogger("org.apache.camel").setLevel(Level.OFF);
        }
    }
}
