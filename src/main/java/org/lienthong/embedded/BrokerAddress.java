package org.lienthong.embedded;

import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where brokers are and how TLS is spoken with them. Files and passwords go in as parameters: in an Artemis address they
 * would have to be escaped, and not every character can be.
 */
final class BrokerAddress {

    private static final String SSL = "ssl://";

    private BrokerAddress() {}

    /** To an outside broker; {@code ssl://host:port} abbreviates {@code tcp://host:port?sslEnabled=true}. */
    static ActiveMQConnectionFactory outside(BrokerSettings settings) {
        String url = String.valueOf(settings.url()).strip();
        if (url.startsWith(SSL)) {
            url = "tcp://" + url.substring(SSL.length()) + (url.contains("?") ? "&" : "?") + "sslEnabled=true";
        }
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url, settings.user(), settings.password());
        for (TransportConfiguration way : factory.getStaticConnectors()) {
            Map<String, Object> parameters = way.getParams();
            if (Boolean.parseBoolean(String.valueOf(parameters.get(TransportConstants.SSL_ENABLED_PROP_NAME)))) {
                stores(settings).forEach(parameters::putIfAbsent);
            }
        }
        return factory;
    }

    /** The port of the embedded broker for agencies' clients. */
    static TransportConfiguration listener(BrokerSettings settings) {
        Map<String, Object> parameters = new HashMap<>(Map.of(
                TransportConstants.HOST_PROP_NAME, settings.host(),
                TransportConstants.PORT_PROP_NAME, settings.port(),
                TransportConstants.PROTOCOLS_PROP_NAME, "CORE,AMQP"));
        if (settings.keyStore() != null) {
            parameters.putAll(stores(settings));
            parameters.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
            parameters.put(TransportConstants.NEED_CLIENT_AUTH_PROP_NAME, settings.needClientAuth());
        }
        return new TransportConfiguration(NettyAcceptorFactory.class.getName(), parameters, "agencies");
    }

    /** Fit to be shown: without options, among which passwords may be. */
    static String shown(@Nullable String url) {
        return String.valueOf(url).replaceAll("[?;].*", "");
    }

    private static Map<String, Object> stores(BrokerSettings settings) {
        Map<String, Object> stores = new HashMap<>();
        put(stores, TransportConstants.KEYSTORE_PATH_PROP_NAME, settings.keyStore());
        put(stores, TransportConstants.KEYSTORE_PASSWORD_PROP_NAME, settings.keyStorePassword());
        put(stores, TransportConstants.TRUSTSTORE_PATH_PROP_NAME, settings.trustStore());
        put(stores, TransportConstants.TRUSTSTORE_PASSWORD_PROP_NAME, settings.trustStorePassword());
        return stores;
    }

    private static void put(Map<String, Object> stores, String name, @Nullable String value) {
        if (value != null) {
            stores.put(name, value);
        }
    }
}
