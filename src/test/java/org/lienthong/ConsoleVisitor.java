package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lienthong.testing.Patience;

/** Reads a hub's console without a browser: keeps cookies and the token of the last form, follows nothing. */
final class ConsoleVisitor {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final RunningHub hub;
    private String token = "";

    private ConsoleVisitor(RunningHub hub) {
        this.hub = hub;
    }

    static ConsoleVisitor nobody(RunningHub hub) {
        ConsoleVisitor visitor = new ConsoleVisitor(hub);
        visitor.get("/login");
        return visitor;
    }

    /** With the demo key of that name. */
    static ConsoleVisitor as(RunningHub hub, String name) {
        ConsoleVisitor visitor = nobody(hub);
        assertThat(visitor.post("/login", "key", "demo-" + name).statusCode()).isEqualTo(302);
        visitor.get("/log");
        return visitor;
    }

    ConsoleVisitor in(String language) {
        post("/look", "language", language);
        return this;
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.api("/console" + path));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** A form's fields as pairs of name and value; the token is added. */
    HttpResponse<String> post(String path, String... fields) {
        StringBuilder form = new StringBuilder("_csrf=" + encoded(token));
        for (int i = 0; i < fields.length; i += 2) {
            form.append('&').append(fields[i]).append('=').append(encoded(fields[i + 1]));
        }
        return send(HttpRequest.newBuilder(hub.api("/console" + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.toString())));
    }

    /** The same with a token that somebody made up. */
    HttpResponse<String> forged(String path, String... fields) {
        String right = token;
        token = "made-up";
        try {
            return post(path, fields);
        } finally {
            token = right;
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(request.timeout(Patience.LIMIT).build(), BodyHandlers.ofString());
            Matcher found = TOKEN.matcher(answer.body());
            token = found.find() ? found.group(1) : token;
            return answer;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
