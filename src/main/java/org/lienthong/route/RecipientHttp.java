package org.lienthong.route;

import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.lienthong.call.CheckedAddresses;

/** Camel's HTTP component, whose connections lead only where registered systems may be. */
final class RecipientHttp extends HttpComponent {

    private final CheckedAddresses reachable;

    RecipientHttp(CheckedAddresses reachable) {
        this.reachable = reachable;
    }

    /** As inherited, but for the addresses. */
    @Override
    protected HttpClientConnectionManager createConnectionManager(
            TlsSocketStrategy tls, int total, int perRoute, SocketConfig socket) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(reachable)
                .setTlsSocketStrategy(tls)
                .setDefaultSocketConfig(socket)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setTimeToLive(TimeValue.ofMilliseconds(getConnectionTimeToLive()))
                        .build())
                .setMaxConnTotal(total > 0 ? total : getMaxTotalConnections())
                .setMaxConnPerRoute(perRoute > 0 ? perRoute : getConnectionsPerRoute())
                .build();
    }
}
