package org.lienthong.audit.access;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Keys under {@code hub.personal}.
 *
 * @param keyFile the keys of the personal records; by default {@code personal.keys} of the data directory, made at the
 *     first start; hubs on one database share it
 */
@ConfigurationProperties("hub.personal")
record AccessSettings(@Nullable Path keyFile) {}
