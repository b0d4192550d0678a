package org.lienthong.testing;

import java.nio.file.Path;

/** The real openssl, which is not ours: what it accepts is right. Tests without it are skipped, but not with CI=true. */
public final class OpenSsl {

    private static final Judge JUDGE = new Judge("openssl", "version", 30);

    private OpenSsl() {}

    public static void require() {
        JUDGE.require();
    }

    /** Runs it and returns its exit code and everything it said. */
    public static String run(Path directory, String... arguments) {
        return JUDGE.run(directory, arguments);
    }
}
