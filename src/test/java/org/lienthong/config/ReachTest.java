package org.lienthong.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachTest {

    /** What is written says the same as what it leads to, so that check and a call agree. */
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, OUTSIDE",
        "203.0.113.9, OUTSIDE",
        "[2001:db8::1], OUTSIDE",
        "[fd00::1], OUTSIDE",
        "[64:ff9b::a00:1], OUTSIDE",
        "127.0.0.1, OWN_MACHINE",
        "127.255.255.254, OWN_MACHINE",
        "[::1], OWN_MACHINE",
        "[::ffff:127.0.0.1], OWN_MACHINE",
        "[::7f00:1], OWN_MACHINE",
        "[64:ff9b::7f00:1], OWN_MACHINE",
        "169.254.169.254, NOWHERE",
        "[fe80::1], NOWHERE",
        "[febf::1], NOWHERE",
        "[::], NOWHERE",
        "0.0.0.0, NOWHERE",
        "0.1.2.3, NOWHERE",
        "224.0.0.1, NOWHERE",
        "[ff02::1], NOWHERE",
        "255.255.255.255, NOWHERE",
        "240.0.0.1, OUTSIDE",
        "[2002:7f00:1::1], OWN_MACHINE",
        "[2002:a9fe:a9fe::], NOWHERE",
        "[2002:a00:1::1], OUTSIDE",
        "[::ffff:0:0], NOWHERE",
        "[fd00:ec2::254], NOWHERE",
        "168.63.129.16, NOWHERE",
    })
    void isTheSameForTheTextAndTheAddress(String host, Reach reach) throws UnknownHostException {
        assertThat(Reach.written(host)).isEqualTo(reach);
        assertThat(Reach.of(InetAddress.getByName(host))).isEqualTo(reach);
    }

    @ParameterizedTest
    @CsvSource({
        "g90.example, OUTSIDE",
        "localhost.example, OUTSIDE",
        "0x7f.example, OUTSIDE",
        "LocalHost, OWN_MACHINE",
        "api.localhost., OWN_MACHINE",
        "METADATA.google.internal, NOWHERE",
        "[fe80::1%eth0], NOWHERE",
        "0177.0.0.1, NOWHERE",
        "127.1, NOWHERE",
        "2130706433, NOWHERE",
        "0x7f000001, NOWHERE",
        "010.0.0.1, NOWHERE",
        "256.0.0.1, NOWHERE",
    })
    void needsNobodyToTellWhatANameMeans(String host, Reach reach) {
        assertThat(Reach.written(host)).isEqualTo(reach);
    }
}
