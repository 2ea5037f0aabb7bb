package io.ipvsoperator.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A sentence of an RFC that speaks of something our routers are not, or that another layer answers for. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(NotApplicable.Several.class)
public @interface NotApplicable {

    int document();

    String section();

    /** The sentence in our own words. */
    String requirement();

    String because();

    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Several {
        NotApplicable[] value();
    }
}
