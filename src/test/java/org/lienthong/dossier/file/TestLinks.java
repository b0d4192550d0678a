package org.lienthong.dossier.file;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.lienthong.agency.Agencies;
import org.springframework.util.unit.DataSize;

/** Links to files without a hub around them. */
public final class TestLinks {

    private TestLinks() {}

    public static FileLinks of(Path keyFile, Agencies agencies, Clock clock) {
        FileSettings settings = new FileSettings(
                "https://hub.example",
                Duration.ofMinutes(15),
                Duration.ofHours(24),
                DataSize.ofMegabytes(1),
                Duration.ofSeconds(5),
                null);
        return new FileLinks(
                FileLinkKeys.openOrCreate(keyFile, new SecureRandom()), agencies, clock, settings, settings::baseUrl);
    }
}
