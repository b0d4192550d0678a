package org.lienthong.agreement;

/**
 * A data service by whose it is and its name, unique beneath that agency.
 *
 * @param provider agency id, as the folder of its definition is called
 */
public record ServiceId(String provider, String name) {

    @Override
    public String toString() {
        return provider + "/" + name;
    }
}
