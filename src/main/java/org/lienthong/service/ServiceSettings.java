package org.lienthong.service;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What any call of a data service may demand; a service's own definition can demand less.
 *
 * @param largestRequest of the body, as sent
 * @param depth nested objects and arrays in a request
 * @param members values in a request, all in all
 * @param cache memory for answers that agreements allow to be given again; 0: none is
 * @param refusalWindow in which the calls that a quota refuses after the first are counted instead of recorded each
 */
@ConfigurationProperties("hub.service")
record ServiceSettings(
        @DefaultValue("256KB") DataSize largestRequest,
        @DefaultValue("32") int depth,
        @DefaultValue("10000") int members,
        @DefaultValue("32MB") DataSize cache,
        @DefaultValue("1m") Duration refusalWindow) {}
