package io.lakeshift.sandbox.lakebase;

/**
 * Where logical databases live: an instance, or a branch of a project.
 *
 * @param name the instance's name, or {@code projects/p/branches/b}
 */
public record Home(Plane plane, String name) {
    /** The two control planes. */
    public enum Plane {
        PROVISIONED,
        AUTOSCALING
    }

    public static Home instance(String name) {
        return new Home(Plane.PROVISIONED, name);
    }

    public static Home branch(String resource) {
        return new Home(Plane.AUTOSCALING, resource);
    }
}
