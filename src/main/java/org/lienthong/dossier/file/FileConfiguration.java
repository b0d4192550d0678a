package org.lienthong.dossier.file;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.embedded.DataDirectory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Puts the links to files together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FileSettings.class)
class FileConfiguration {

    @Bean
    FileLinks fileLinks(
            FileSettings settings, DataDirectory data, Agencies agencies, Clock clock, Environment environment) {
        Path named = settings.keyFile();
        Path file = named == null ? data.resolve("file-links.keys") : named.toAbsolutePath();
        FileLinkKeys keys = FileLinkKeys.openOrCreate(file, new SecureRandom());
        boolean sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
        return new FileLinks(keys, agencies, clock, settings, () -> base(settings, sandbox ? environment : null));
    }

    /** The simulated systems of the sandbox reach the hub on its own machine. */
    private static @Nullable String base(FileSettings settings, @Nullable Environment sandbox) {
        if (!settings.baseUrl().isEmpty()) {
            return settings.baseUrl();
        }
        String port = sandbox == null ? null : sandbox.getProperty("local.server.port");
        return port == null ? null : "http://127.0.0.1:" + port;
    }
}
