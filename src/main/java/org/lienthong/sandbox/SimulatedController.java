package org.lienthong.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /sandbox/<agency>/<system>}: where the simulated systems listen, in the profile {@code sandbox} only. */
@RestController
@Profile("sandbox")
final class SimulatedController {

    private static final int LARGEST = 1 << 20;

    private final SimulatedSystems systems;

    SimulatedController(SimulatedSystems systems) {
        this.systems = systems;
    }

    @RequestMapping({"/sandbox/{agency}/{system}", "/sandbox/{agency}/{system}/{*path}"})
    void answer(
            @PathVariable String agency,
            @PathVariable String system,
            @PathVariable(required = false) String path,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Optional<SimulatedConsumer> found = systems.find(agency + "/" + system);
        if (found.isEmpty()) {
            response.setStatus(404);
            return;
        }
        Map<String, Object> headers = new HashMap<>();
        headers.put(SimulatedComponent.METHOD, request.getMethod());
        headers.put(SimulatedComponent.PATH, path == null ? "" : path);
        request.getParameterMap().forEach((name, values) -> headers.put(name, values[0]));
        Object body = found.get().streams()
                ? request.getInputStream()
                : new String(request.getInputStream().readNBytes(LARGEST), UTF_8);
        SimulatedConsumer.Answer answer = found.get().answer(headers, presented(request), body);
        if (answer.status() == 0) {
            breakOff(response);
            return;
        }
        response.setStatus(answer.status());
        if (answer.retryAfter() != null) {
            response.setHeader("Retry-After", answer.retryAfter());
        }
        response.setContentType(answer.contentType());
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }

    /** An answer that promises more than comes makes the server close the connection. */
    private static void breakOff(HttpServletResponse response) throws IOException {
        response.setContentLength(1);
        response.flushBuffer();
    }

    private static Map<String, String> presented(HttpServletRequest request) {
        Map<String, String> presented = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            presented.put(name.toLowerCase(Locale.ROOT), request.getHeader(name));
        }
        return presented;
    }
}
