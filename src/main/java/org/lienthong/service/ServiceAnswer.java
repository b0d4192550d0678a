package org.lienthong.service;

import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * What leaves: the agreed fields, on record under that exchange id.
 *
 * @param json the same as {@code tree}, as it is sent
 * @param limits what is left of the agreement's quota, as headers
 */
record ServiceAnswer(UUID exchangeId, JsonNode tree, byte[] json, Map<String, String> limits) {}
