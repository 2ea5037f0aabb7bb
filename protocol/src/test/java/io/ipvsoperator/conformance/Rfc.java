package io.ipvsoperator.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A sentence of an RFC that the annotated test shows to be fulfilled. docs/conformance.md is made of these. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Rfc.Several.class)
public @interface Rfc {

    /** 9568, 3768, or what they refer to. */
    int document();

    String section();

    /** The sentence in our own words. */
    String requirement();

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Several {
        Rfc[] value();
    }
}
