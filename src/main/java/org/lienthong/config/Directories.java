package org.lienthong.config;

import java.nio.file.Path;

/**
 * Where the files of one configuration are read: a copy that nobody edits.
 *
 * @param config with {@code agencies/} and what else stewards write
 * @param routes of {@code *.camel.yaml}
 */
public record Directories(Path config, Path routes) {

    /** Names files as their stewards know them: beneath {@code config/} and {@code routes/}. */
    public String shown(String text) {
        return text.replace(config + "/", "config/")
                .replace(routes + "/", "routes/")
                .replace(config + ":", "config:")
                .replace(routes + ":", "routes:");
    }
}
