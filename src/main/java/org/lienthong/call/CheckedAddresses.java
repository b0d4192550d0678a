package org.lienthong.call;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the hosts of registered systems and refuses addresses that no agency's system has: those of the link, the
 * metadata services of clouds, of groups, and of this machine itself. Private ones are ordinary in the State's network.
 *
 * <p>Whatever connects to an address that stands in the register takes the addresses from here and connects to just these:
 * a name that is resolved once more for the connection may lead elsewhere by then.
 */
public final class CheckedAddresses implements DnsResolver {

    /** The name leads where it must not. */
    public static final class AddressRefused extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        AddressRefused(String host) {
            super(host + " leads to an address that may not be called");
        }
    }

    /** Metadata services outside the range of the link: of Alibaba, Azure, Oracle, AWS and Google, in this order. */
    private static final Set<String> METADATA = Set.of(
            "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2:0:0:0:0:0:254", "fd20:ce:0:0:0:0:0:254");

    private static final int IPV6 = 16;

    private final boolean loopback;
    private final DnsResolver names;

    CheckedAddresses(boolean loopback, DnsResolver names) {
        this.loopback = loopback;
        this.names = names;
    }

    /** @param loopback whether systems on this machine may be called */
    public static CheckedAddresses of(boolean loopback) {
        return new CheckedAddresses(loopback, SystemDefaultDnsResolver.INSTANCE);
    }

    /** One address that may not be called is enough to refuse the name. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        for (InetAddress address : addresses) {
            if (isNobodys(address) || !loopback && isOwn(address)) {
                throw new AddressRefused(host);
            }
            InetAddress inner = inner(address);
            if (inner != null && (isNobodys(inner) || !loopback && isOwn(inner))) {
                throw new AddressRefused(host);
            }
        }
        return addresses;
    }

    private static boolean isNobodys(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || address.isAnyLocalAddress()
                || isFirstOrLast(address.getAddress())
                || METADATA.contains(address.getHostAddress());
    }

    /** 0.0.0.0/8 is this host on this network; 255.255.255.255 is everybody (RFC 6890 §2.2.2). */
    private static boolean isFirstOrLast(byte[] address) {
        return address.length < IPV6 && (address[0] == 0 || Arrays.equals(address, new byte[] {-1, -1, -1, -1}));
    }

    private static boolean isOwn(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return true;
        }
    }

    /** The IPv4 address that an IPv6 one stands for: ::a.b.c.d, 64:ff9b::a.b.c.d (RFC 6052 §2.1), 2002:… (RFC 3056 §2). */
    private static @Nullable InetAddress inner(InetAddress address) throws UnknownHostException {
        if (!(address instanceof Inet6Address outer)) {
            return null;
        }
        byte[] bytes = outer.getAddress();
        if (bytes[0] == 0x20 && bytes[1] == 0x02) {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 2, 6));
        }
        byte[] translated = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
        return outer.isIPv4CompatibleAddress() && !outer.isLoopbackAddress() && !outer.isAnyLocalAddress()
                        || Arrays.equals(bytes, 0, translated.length, translated, 0, translated.length)
                ? InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, IPV6))
                : null;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
