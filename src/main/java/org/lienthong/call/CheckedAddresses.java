package org.lienthong.call;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves the hosts of registered systems and refuses addresses that no agency's system has: those of the link, as the
 * metadata services of clouds, of groups, and of this machine itself. Private ones are ordinary in the State's network.
 */
final class CheckedAddresses implements DnsResolver {

    /** The name leads where it must not. */
    static final class Refused extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        Refused(String host) {
            super(host + " leads to an address that may not be called");
        }
    }

    private final boolean loopback;

    CheckedAddresses(boolean loopback) {
        this.loopback = loopback;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
        for (InetAddress address : addresses) {
            if (address.isLinkLocalAddress()
                    || address.isMulticastAddress()
                    || address.isAnyLocalAddress()
                    || address.isLoopbackAddress() && !loopback) {
                throw new Refused(host);
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
