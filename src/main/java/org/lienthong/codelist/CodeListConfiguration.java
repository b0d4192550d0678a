package org.lienthong.codelist;

import org.lienthong.config.Configured;
import org.lienthong.config.Directories;
import org.lienthong.config.Edition;
import org.lienthong.config.InForce;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Reads the code lists of each version of the configuration. */
@Configuration(proxyBeanMethods = false)
class CodeListConfiguration {

    /** Those of the start; later ones are in the edition. */
    @Bean
    CodeLists codeLists(Directories directories, InForce inForce) {
        CodeLists lists = read(directories);
        inForce.set(CodeLists.class, lists);
        return lists;
    }

    @Bean
    @Order(3)
    Configured codeListFiles() {
        return new Configured() {
            @Override
            public void read(Directories from, Edition.Draft draft) {
                draft.put(CodeLists.class, CodeListConfiguration.read(from));
            }
        };
    }

    private static CodeLists read(Directories from) {
        return CodeLists.read(from.config().resolve("codelists"));
    }
}
