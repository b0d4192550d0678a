package org.lienthong.embedded;

import org.jspecify.annotations.Nullable;

/** Why the hub cannot start, said to the person who starts it, in English and Vietnamese, and what to do about it. */
public final class StartupProblem extends RuntimeException {

    private final String vietnamese;
    private final String action;

    public StartupProblem(String english, String vietnamese, String action) {
        this(english, vietnamese, action, null);
    }

    public StartupProblem(String english, String vietnamese, String action, @Nullable Throwable cause) {
        super(english, cause);
        this.vietnamese = vietnamese;
        this.action = action;
    }

    String description() {
        return getMessage() + System.lineSeparator() + vietnamese;
    }

    String action() {
        return action;
    }
}
