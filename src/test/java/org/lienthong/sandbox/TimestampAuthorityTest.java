package org.lienthong.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.audit.token.TimestampQuery;
import org.lienthong.audit.token.TimestampTrust;
import org.lienthong.testing.OpenSsl;

/** The simulated authority, judged by our check and by openssl. */
class TimestampAuthorityTest {

    private static final byte[] DATA = "some checkpoint".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path home;

    private TimestampAuthority authority() throws IOException {
        Clock clock = Clock.systemUTC();
        return new TimestampAuthority(
                TimestampAuthorityKeys.openOrCreate(home, clock.instant()), clock, new SecureRandom());
    }

    private byte[] stamped() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(DATA);
        return authority().answer(new TimestampQuery(digest, null, new SecureRandom()).bytes());
    }

    @Test
    void keepsItsKeysOverARestart() throws Exception {
        byte[] before = stamped();
        byte[] after = stamped();

        TimestampTrust trust = TimestampTrust.read(home.resolve("ca.pem"), null);
        assertThat(trust.check(before, DATA).authority()).contains("sandbox");
        assertThat(trust.check(after, DATA).authority()).contains("sandbox");
    }

    @Test
    void opensslAcceptsItsTokensAndNotForOtherData() throws Exception {
        OpenSsl.require();
        Files.write(home.resolve("data"), DATA);
        Files.write(home.resolve("r.tsr"), stamped());
        String[] verify = {"ts", "-verify", "-data", "data", "-in", "r.tsr", "-CAfile", "ca.pem"};

        assertThat(OpenSsl.run(home, verify)).startsWith("0 ").contains("Verification: OK");

        Files.writeString(home.resolve("data"), "other");
        assertThat(OpenSsl.run(home, verify)).startsWith("1 ").contains("message imprint mismatch");
    }

    @Test
    void refusesWhatIsNoQuery() {
        assertThatThrownBy(() -> authority().answer(DATA)).isInstanceOf(IOException.class);
    }
}
