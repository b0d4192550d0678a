package org.lienthong.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;

/**
 * One HTTP exchange that ends by its deadline whatever the other side does, even one that sends a byte now and then. No
 * redirect, cookie, retry or decompression; an answer that is too large is cut off, not read to its end.
 */
final class HttpCaller implements AutoCloseable {

    private static final int CONNECTIONS = 2000;
    private static final int CHUNK = 8192;

    /** An answer as it came. */
    record Raw(
            int status,
            @Nullable String contentType,
            @Nullable String retryAfter,
            byte[] body) {}

    /** The request may not have left the hub, or the connection was an old one: see {@link #sent()}. */
    static final class Unreachable extends IOException {

        private static final long serialVersionUID = 1L;

        private final boolean sent;

        Unreachable(IOException cause, boolean sent) {
            super(cause);
            this.sent = sent;
        }

        /** Whether the other side may have got the request. */
        boolean sent() {
            return sent;
        }
    }

    private final CloseableHttpClient client;
    private final DeadlineWatch watch = new DeadlineWatch();
    private final Timeout connectTimeout;

    HttpCaller(Duration connectTimeout, CheckedAddresses reachable, @Nullable SSLContext tls) {
        this.connectTimeout = Timeout.of(connectTimeout);
        PoolingHttpClientConnectionManagerBuilder pool = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(reachable)
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .setDefaultSocketConfig(
                        SocketConfig.custom().setTcpNoDelay(true).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(this.connectTimeout)
                        .setSocketTimeout(this.connectTimeout)
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .setTimeToLive(TimeValue.ofMinutes(5))
                        .build());
        if (tls != null) {
            pool.setTlsSocketStrategy(new DefaultClientTlsStrategy(tls));
        }
        this.client = HttpClientBuilder.create()
                .setConnectionManager(pool.build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableConnectionState()
                .setUserAgent("lienthong")
                .build();
    }

    /**
     * @throws Unreachable when there is no answer and it was not the deadline
     * @throws ProblemException when the deadline passed, or the answer is larger than that
     */
    Raw exchange(String method, URI uri, Map<String, String> headers, byte[] body, long largest, Deadline deadline)
            throws Unreachable {
        HttpUriRequestBase request = new HttpUriRequestBase(method, uri);
        headers.forEach(request::setHeader);
        if (body.length > 0) {
            String type = headers.get("Content-Type");
            request.setEntity(new ByteArrayEntity(body, type == null ? null : ContentType.parse(type)));
        }
        return execute(request, deadline, response -> read(request, response, largest));
    }

    /**
     * As {@link #exchange}, for an answer that is handed on in pieces.
     *
     * @throws SinkFailed when the pieces could not be written to where they go
     */
    void download(URI uri, Map<String, String> headers, long largest, Deadline deadline, FileSink sink)
            throws Unreachable {
        HttpUriRequestBase request = new HttpUriRequestBase("GET", uri);
        headers.forEach(request::setHeader);
        execute(request, deadline, response -> {
            copy(request, response, largest, sink);
            return Boolean.TRUE;
        });
    }

    private <T> T execute(HttpUriRequestBase request, Deadline deadline, HttpClientResponseHandler<T> handler)
            throws Unreachable {
        Timeout left = Timeout.ofMilliseconds(Math.max(1, deadline.left().toMillis()));
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(left)
                .setResponseTimeout(left)
                .setRedirectsEnabled(false)
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build());
        try (DeadlineWatch.Watched watched = watch.watch(request, deadline)) {
            return execute(request, watched, handler);
        }
    }

    private <T> T execute(
            HttpUriRequestBase request, DeadlineWatch.Watched watched, HttpClientResponseHandler<T> handler)
            throws Unreachable {
        try {
            return client.execute(target(request), request, handler);
        } catch (IOException e) {
            if (watched.late() || e instanceof SocketTimeoutException || e instanceof ConnectTimeoutException) {
                throw ProviderProblems.timeout(e);
            }
            throw new Unreachable(e, !beforeSending(e));
        } catch (IllegalStateException e) {
            if (watched.late()) {
                throw ProviderProblems.timeout(e); // cancelled between two of the client's steps
            }
            throw e;
        }
    }

    private static HttpHost target(HttpUriRequestBase request) {
        try {
            URI uri = request.getUri();
            return new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("a registered system's address is none", e);
        }
    }

    private static void copy(HttpUriRequestBase request, ClassicHttpResponse response, long largest, FileSink sink)
            throws IOException {
        int status = response.getCode();
        HttpEntity entity = response.getEntity();
        if (status < 200 || status >= 300 || entity == null) {
            request.cancel();
            throw status >= 400 && status < 500
                    ? ProviderProblems.fault("status " + status)
                    : ProviderProblems.error("status " + status);
        }
        if (entity.getContentLength() > largest) {
            throw tooLarge(request, largest);
        }
        OutputStream out = written(() -> sink.begin(entity.getContentType(), entity.getContentLength()));
        byte[] piece = new byte[CHUNK];
        long length = 0;
        try (InputStream in = entity.getContent()) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                length += read;
                if (length > largest) {
                    throw tooLarge(request, largest);
                }
                int count = read;
                try {
                    written(() -> {
                        out.write(piece, 0, count);
                        return out;
                    });
                } catch (SinkFailed gone) {
                    request.cancel(); // else what is still to come would be read to its end
                    throw gone;
                }
            }
        }
    }

    private interface Writing {
        OutputStream run() throws IOException;
    }

    private static OutputStream written(Writing writing) {
        try {
            return writing.run();
        } catch (IOException e) {
            throw new SinkFailed(e);
        }
    }

    /** Whoever the file is for is gone; the system did nothing wrong. */
    static final class SinkFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        SinkFailed(IOException cause) {
            super(cause);
        }
    }

    private static Raw read(HttpUriRequestBase request, ClassicHttpResponse response, long largest) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new Raw(response.getCode(), null, retryAfter(response), new byte[0]);
        }
        if (entity.getContentLength() > largest) {
            throw tooLarge(request, largest);
        }
        long told = entity.getContentLength();
        byte[] body = new byte[told < 0 ? CHUNK : (int) told + 1]; // one more, to see the end
        int length = 0;
        try (InputStream in = entity.getContent()) {
            while (true) {
                if (length == body.length) {
                    if (length > largest) {
                        throw tooLarge(request, largest);
                    }
                    body = java.util.Arrays.copyOf(body, (int) Math.min(largest + 1, body.length * 2L));
                }
                int read = in.read(body, length, body.length - length);
                if (read < 0) {
                    break;
                }
                length += read;
            }
        }
        if (length > largest) {
            throw tooLarge(request, largest);
        }
        return new Raw(
                response.getCode(),
                entity.getContentType(),
                retryAfter(response),
                java.util.Arrays.copyOf(body, length));
    }

    private static @Nullable String retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader("Retry-After");
        return header == null ? null : header.getValue();
    }

    /** Cancelled first: closing the stream would otherwise read what is still to come. */
    private static ProblemException tooLarge(HttpUriRequestBase request, long largest) {
        request.cancel();
        return ProviderProblems.invalid("is larger than " + largest + " bytes", "lớn hơn " + largest + " byte");
    }

    private static boolean beforeSending(IOException e) {
        return e instanceof ConnectException
                || e instanceof UnknownHostException
                || e instanceof NoRouteToHostException
                || e instanceof CheckedAddresses.AddressRefused;
    }

    /** Whether the other side hung up without a word, as on a connection that it had closed meanwhile. */
    static boolean hungUp(Unreachable e) {
        return e.getCause() instanceof NoHttpResponseException || e.getCause() instanceof SocketException;
    }

    @Override
    public void close() throws IOException {
        watch.close();
        client.close();
    }
}
