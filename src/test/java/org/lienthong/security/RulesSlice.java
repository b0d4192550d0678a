package org.lienthong.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.lienthong.testing.WebSlice;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rules on a real Tomcat, before something that answers on every path; tests with this share one. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "hub.security.demo-keys=true",
            "hub.security.failure-burst=100000",
            "hub.security.keys[0].id=g18-main",
            // SHA-256 of "a-long-random-key"
            "hub.security.keys[0].sha256=7041d66136628ca54430cbbce3bdebdc0f4408263b3c48d34d64700197eeeea8",
            "hub.security.keys[0].agency=000.00.00.G18"
        })
@ContextConfiguration(classes = {WebSlice.class, RulesSlice.Everything.class})
@interface RulesSlice {

    /** Answers on every path, so that only the rules decide; for tests of this slice alone. */
    @TestComponent
    @RestController
    class Everything {

        @RequestMapping("/**")
        String who(@AuthenticationPrincipal Caller caller) {
            return caller == null ? "nobody" : caller.id() + "|" + caller.agency();
        }
    }
}
