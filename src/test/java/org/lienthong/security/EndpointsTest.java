package org.lienthong.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.lienthong.HubApplication;
import org.lienthong.security.token.ApiPart;
import org.lienthong.testing.RawHttp;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Who may call each endpoint that the hub has, in a table: a new one without a line there fails, and so does a line without
 * an endpoint. Everybody who is not named in its line is refused, 401 or 403.
 */
@RulesSlice
class EndpointsTest {

    private static final Path TABLE = Path.of("src/test/resources/security/endpoints.txt");
    private static final Pattern VARIABLE = Pattern.compile("\\{\\*?[^}]*}|\\*\\*");
    private static final Map<String, String> CALLERS = new TreeMap<>(Map.of(
            "nobody", "",
            "agency", "Authorization: Bearer demo-G22\r\n",
            "operator", "Authorization: Bearer demo-operator\r\n",
            "steward", "Authorization: Bearer demo-steward\r\n",
            "auditor", "Authorization: Bearer demo-auditor\r\n"));

    /** Rules of their own, held by tests of their own: sessions and forms, the axis' signature, simulated systems. */
    private static final Set<String> OTHERS = Set.of("console", "axis", "sandbox");

    @LocalServerPort
    private int port;

    /** By method and path, the words behind. */
    private static Map<String, Set<String>> table() throws IOException {
        Map<String, Set<String>> table = new TreeMap<>();
        for (String line : Files.readAllLines(TABLE)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                List<String> words = List.of(line.strip().split(" +"));
                Set<String> before =
                        table.put(words.get(0) + ' ' + words.get(1), new TreeSet<>(words.subList(2, words.size())));
                assertThat(before).as("twice: " + line).isNull();
            }
        }
        return table;
    }

    /** All request mappings of the hub's controllers, as Spring understands them. */
    private static Set<String> endpoints() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false) {
            @Override
            protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
                return true;
            }
        };
        StandardEnvironment sandbox = new StandardEnvironment();
        sandbox.setActiveProfiles("sandbox");
        scan.setEnvironment(sandbox);
        scan.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
        Mappings mappings = new Mappings();
        Set<String> endpoints = new TreeSet<>();
        scan.findCandidateComponents(HubApplication.class.getPackageName()).stream()
                .map(found -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null))
                .filter(EndpointsTest::isMain)
                .forEach(type -> endpoints.addAll(mappings.of(type)));
        return endpoints;
    }

    private static boolean isMain(Class<?> type) {
        return type.getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .equals(HubApplication.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation());
    }

    private static final class Mappings extends RequestMappingHandlerMapping {

        Mappings() {
            setApplicationContext(new StaticWebApplicationContext());
            afterPropertiesSet();
        }

        Set<String> of(Class<?> type) {
            Set<String> found = new TreeSet<>();
            for (Method method : type.getDeclaredMethods()) {
                RequestMappingInfo info = getMappingForMethod(method, type);
                if (info != null) {
                    Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
                    for (String path : info.getPatternValues()) {
                        if (methods.isEmpty()) {
                            found.add("ANY " + path);
                        }
                        methods.forEach(one -> found.add(one + " " + path));
                    }
                }
            }
            return found;
        }
    }

    @Test
    void everyEndpointHasALineAndEveryLineAnEndpoint() throws IOException {
        assertThat(table().keySet()).containsExactlyElementsOf(endpoints());
    }

    @TestFactory
    Stream<DynamicTest> whoIsNotNamedIsRefused() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        table().forEach((endpoint, named) -> {
            if (named.stream().noneMatch(OTHERS::contains)) {
                tests.add(DynamicTest.dynamicTest(endpoint, () -> callers(endpoint, named)));
            }
        });
        return tests.stream();
    }

    private void callers(String endpoint, Set<String> named) throws IOException {
        String method = endpoint.startsWith("ANY ") ? "POST" : endpoint.substring(0, endpoint.indexOf(' '));
        String path = path(endpoint.substring(endpoint.indexOf(' ') + 1));
        boolean everybody = named.contains("everybody");
        for (Map.Entry<String, String> caller : CALLERS.entrySet()) {
            boolean allowed = everybody || named.contains(caller.getKey());
            int refused = caller.getKey().equals("nobody") ? 401 : 403;
            assertThat(status(method, path, caller.getValue()))
                    .as(caller.getKey())
                    .isEqualTo(allowed ? 200 : refused);
        }
        // A part that no scope can be demanded for would be open to every token.
        assertThat(path.startsWith("/sandbox/") || ApiPart.of(path).isPresent())
                .as("part of the API")
                .isTrue();
    }

    private int status(String method, String path, String authorization) throws IOException {
        return new RawHttp(port)
                .send(method + ' ' + path + " HTTP/1.1\r\nHost: hub.example\r\nConnection: close\r\n" + authorization
                        + "Content-Length: 0\r\n\r\n")
                .status();
    }

    private static String path(String pattern) {
        Matcher variable = VARIABLE.matcher(pattern);
        return variable.replaceAll("0");
    }
}
