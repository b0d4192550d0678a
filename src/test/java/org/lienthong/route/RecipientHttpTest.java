package org.lienthong.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.lienthong.call.CheckedAddresses;

class RecipientHttpTest {

    @Test
    void connectsToNobodyOnThisMachineUnlessTold() throws Exception {
        try (PushReceivers receivers = new PushReceivers();
                ServerSocket tls = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            tls.setSoTimeout(50);
            String address = receivers.url("/nhan");
            assertThat(push(false, address)).isInstanceOf(CheckedAddresses.AddressRefused.class);
            assertThat(push(false, address.replace("127.0.0.1", "localhost")))
                    .isInstanceOf(CheckedAddresses.AddressRefused.class);
            assertThat(push(false, "https://localhost:" + tls.getLocalPort() + "/nhan"))
                    .isInstanceOf(CheckedAddresses.AddressRefused.class);
            assertThat(receivers.calls("/nhan")).isEmpty();
            assertThat(catchThrowable(tls::accept)).isInstanceOf(SocketTimeoutException.class);

            assertThat(push(true, address)).isNull();
            assertThat(receivers.calls("/nhan")).hasSize(1);
        }
    }

    private static Exception push(boolean loopback, String address) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            DeliveryCall.prepare(camel, CheckedAddresses.of(loopback));
            camel.start();
            try (ProducerTemplate template = camel.createProducerTemplate()) {
                Exchange exchange = template.request(
                        address + "?followRedirects=false", sent -> sent.getIn().setBody("mẫu"));
                return exchange.getException();
            }
        }
    }
}
