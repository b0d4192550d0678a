package org.lienthong.codelist;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the code lists of {@code hub.config} at the start. */
@Configuration(proxyBeanMethods = false)
class CodeListConfiguration {

    @Bean
    CodeLists codeLists(@Value("${hub.config:config}") String config) {
        return CodeLists.read(Path.of(config, "codelists"));
    }
}
