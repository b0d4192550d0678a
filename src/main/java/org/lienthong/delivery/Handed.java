package org.lienthong.delivery;

import java.util.Map;

/**
 * What a caller handed in, read and checked, on its way through the route of its kind. The step {@code hub:accept} of that
 * route makes it durable.
 *
 * @param <R> what the caller is told
 */
public interface Handed<R> {

    /** Names the route: the one that starts at {@code hub:intake/<kind>}. */
    String kind();

    /** What a route may decide by; names begin with {@code hub}, and nothing personal stands in them. */
    Map<String, Object> headers();

    /** The commit point: returns when all of it is durable together. */
    R accept();
}
