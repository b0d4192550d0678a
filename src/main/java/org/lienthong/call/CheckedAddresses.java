package org.lienthong.call;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.lienthong.config.Reach;

/**
 * Resolves the hosts of registered systems and refuses addresses that no agency's system has, and those of this machine
 * unless they are allowed. What can be told from the register alone, {@code check} tells before.
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
            boolean own = !loopback && (isOwn(address) || isOwn(Reach.meant(address)));
            if (own || Reach.of(address) == Reach.NOWHERE) {
                throw new AddressRefused(host);
            }
        }
        return addresses;
    }

    private static boolean isOwn(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return true;
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
