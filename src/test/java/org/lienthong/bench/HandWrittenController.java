package org.lienthong.bench;

import org.apache.camel.ProducerTemplate;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The way in of {@link HandWritten}; the profile keeps it out of the hub when the hub's tests look for components. */
@RestController
@Profile(HandWrittenController.PROFILE)
final class HandWrittenController {

    static final String PROFILE = "hand-written";

    private final ProducerTemplate template;

    HandWrittenController(ProducerTemplate template) {
        this.template = template;
    }

    @PostMapping("/documents")
    ResponseEntity<Void> submit(@RequestBody byte[] document) {
        template.sendBody("jms-out:queue:" + HandWritten.QUEUE, document);
        return ResponseEntity.accepted().build();
    }

    @GetMapping("/ready")
    String ready() {
        return "ready";
    }
}
