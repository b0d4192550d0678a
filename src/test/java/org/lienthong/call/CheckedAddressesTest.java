package org.lienthong.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedAddressesTest {

    private static final String LOOPBACK = "127.0.0.1";

    /** Names that are told another address each time, as those who rebind names do. */
    private static final class Rebinding implements DnsResolver {
        private final String[] told;
        private final AtomicInteger asked = new AtomicInteger();

        Rebinding(String... told) {
            this.told = told;
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            int turn = Math.min(asked.getAndIncrement(), told.length - 1);
            return new InetAddress[] {InetAddress.getByName(told[turn])};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "2130706433",
                "localhost",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "0.0.0.0",
                "0.0.0.1",
                "[::]",
                "169.254.169.254",
                "[fe80::1]",
                "[64:ff9b::a9fe:a9fe]",
                "[2002:a9fe:a9fe::1]",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "[fd00:ec2::254]",
                "224.0.0.1",
                "255.255.255.255"
            })
    void refusesWhereNoSystemIs(String host) {
        assertThatThrownBy(() -> CheckedAddresses.of(false).resolve(host))
                .isInstanceOf(CheckedAddresses.AddressRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "172.16.0.9", "192.168.7.7", "203.0.113.5", "[fd12:3456::7]", "[2001:db8::1]"})
    void letsThroughPrivateAndPublicOnes(String host) {
        assertThatCode(() -> CheckedAddresses.of(false).resolve(host)).doesNotThrowAnyException();
    }

    @Test
    void refusesThisMachineByItsOtherAddressesToo() throws Exception {
        var own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .toList();
        assertThat(own).isNotEmpty().allSatisfy(address -> assertThatThrownBy(
                        () -> CheckedAddresses.of(false).resolve(address.getHostAddress()))
                .isInstanceOf(CheckedAddresses.AddressRefused.class));
    }

    @Test
    void allowsThisMachineOnlyWhereToldAndTheLinkNever() throws Exception {
        CheckedAddresses local = CheckedAddresses.of(true);
        assertThat(local.resolve(LOOPBACK)).hasSize(1);
        assertThatThrownBy(() -> local.resolve("169.254.169.254")).isInstanceOf(CheckedAddresses.AddressRefused.class);
    }

    @Test
    void connectsToNothingThatANameIsBoundToLater() throws Exception {
        try (TestProvider provider = new TestProvider()) {
            provider.behave(TestProvider.json("{}"));
            Rebinding names = new Rebinding("192.0.2.1", LOOPBACK);
            URI address =
                    URI.create("http://kho-du-lieu.example:" + provider.url().getPort() + "/");
            CheckedAddresses reachable = new CheckedAddresses(false, names);
            assertThat(reachable.resolve("kho-du-lieu.example")).hasSize(1);
            try (HttpCaller caller = new HttpCaller(Duration.ofMillis(200), reachable, null)) {
                assertThatThrownBy(() -> ask(caller, address))
                        .hasRootCauseInstanceOf(CheckedAddresses.AddressRefused.class);
            }
            assertThat(provider.requests()).isEmpty();

            // The one answer that was checked is the one that is connected to: there is no second look.
            Rebinding back = new Rebinding(LOOPBACK, "192.0.2.1");
            try (HttpCaller caller = new HttpCaller(Duration.ofSeconds(2), new CheckedAddresses(true, back), null)) {
                assertThat(ask(caller, address).status()).isEqualTo(200);
            }
            assertThat(back.asked).hasValue(1);
        }
    }

    private static HttpCaller.Raw ask(HttpCaller caller, URI address) throws HttpCaller.Unreachable {
        return caller.exchange(
                "GET", address, Map.of(), new byte[0], 1000, Deadline.in(Duration.ofSeconds(5), System::nanoTime));
    }
}
