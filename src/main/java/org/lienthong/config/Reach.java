package org.lienthong.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a host leads, as far as a hub that calls registered systems cares. Private addresses are ordinary in the State's
 * network; those of the link, of groups, of clouds' metadata services and of no host at all are no agency's system.
 */
public enum Reach {
    /** Another machine. */
    OUTSIDE,
    /** The hub's own machine, which it calls only where its setting {@code hub.call.loopback} allows it. */
    OWN_MACHINE,
    /** Never called. */
    NOWHERE;

    /** RFC 6761 §6.3, and what systems' own lists of hosts call it. */
    private static final Set<String> OWN =
            Set.of("localhost", "localhost.localdomain", "localhost6", "ip6-localhost", "ip6-loopback");

    /** Where clouds tell a machine its credentials; most of them lead to the link. */
    private static final Set<String> METADATA = Set.of(
            "metadata",
            "metadata.google.internal",
            "metadata.goog",
            "metadata.azure.internal",
            "metadata.tencentyun.com",
            "instance-data",
            "instance-data.ec2.internal");

    /** Those of clouds' metadata services that are not of the link: Alibaba, Oracle, Azure, AWS, Google. */
    private static final Set<String> METADATA_ADDRESSES = Set.of(
            "100.100.100.200", "192.0.0.192", "168.63.129.16", "fd00:ec2:0:0:0:0:0:254", "fd20:ce:0:0:0:0:0:254");

    private static final Pattern NUMBERS = Pattern.compile("(0x[0-9a-f]*|[0-9]+)(\\.(0x[0-9a-f]*|[0-9]+))*");
    private static final String PART = "(0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5])";
    private static final Pattern DOTTED = Pattern.compile(PART + "(\\." + PART + "){3}");
    private static final byte[] TRANSLATED = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final int V4 = 4;
    private static final int BEFORE_V4 = 12;

    /** Where an address leads; one that stands for an IPv4 address leads where that does. */
    public static Reach of(InetAddress address) {
        InetAddress meant = meant(address);
        if (isNobodys(address) || isNobodys(meant)) {
            return NOWHERE;
        }
        return meant.isLoopbackAddress() ? OWN_MACHINE : OUTSIDE;
    }

    /**
     * The IPv4 address that an IPv6 one stands for, else itself: ::a.b.c.d, 64:ff9b::a.b.c.d (RFC 6052 §2.1), 2002:… (RFC 3056
     * §2). A mapped one is an IPv4 address for Java.
     */
    public static InetAddress meant(InetAddress address) {
        if (!(address instanceof Inet6Address outer)) {
            return address;
        }
        byte[] bytes = outer.getAddress();
        if (bytes[0] == 0x20 && bytes[1] == 0x02) {
            return v4(bytes, 2);
        }
        boolean compatible =
                outer.isIPv4CompatibleAddress() && !outer.isLoopbackAddress() && !outer.isAnyLocalAddress();
        return compatible || Arrays.equals(bytes, 0, BEFORE_V4, TRANSLATED, 0, BEFORE_V4)
                ? v4(bytes, BEFORE_V4)
                : address;
    }

    private static boolean isNobodys(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || address.isAnyLocalAddress()
                || isFirstOrLast(address.getAddress())
                || METADATA_ADDRESSES.contains(address.getHostAddress());
    }

    /** 0.0.0.0/8 is this host on this network; 255.255.255.255 is everybody (RFC 6890 §2.2.2). */
    private static boolean isFirstOrLast(byte[] address) {
        return address.length == V4 && (address[0] == 0 || Arrays.equals(address, new byte[] {-1, -1, -1, -1}));
    }

    /**
     * Where a host leads as it is written, without asking for a name. A number that is no plain IPv4 address is read
     * differently by different programs (octal, hexadecimal, fewer parts), so it leads nowhere.
     *
     * @param host of a URI, an IPv6 address in brackets
     */
    public static Reach written(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        if (name.startsWith("[")) {
            return of(literal(name.replaceFirst("%[^]]*", "")));
        }
        if (NUMBERS.matcher(name).matches()) {
            return DOTTED.matcher(name).matches() ? of(literal(name)) : NOWHERE;
        }
        if (METADATA.contains(name)) {
            return NOWHERE;
        }
        return OWN.contains(name) || name.endsWith(".localhost") ? OWN_MACHINE : OUTSIDE;
    }

    private static InetAddress v4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + V4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** No name, so that nobody is asked. */
    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address: " + address, e);
        }
    }
}
