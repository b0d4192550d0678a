package org.lienthong.publish;

/** Something that cannot be taken for a configuration at all. */
final class BundleException extends RuntimeException {

    private final String rule;
    private final String path;

    /**
     * @param rule short name of what is wrong
     * @param path within the bundle; empty when it is about all of it
     */
    BundleException(String rule, String path, String what) {
        super(path.isEmpty() ? what : path + " " + what, null, false, false);
        this.rule = rule;
        this.path = path;
    }

    String rule() {
        return rule;
    }

    String path() {
        return path;
    }
}
