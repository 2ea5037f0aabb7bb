package io.ipvsoperator.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A sentence of an RFC that is not followed to the letter; the annotated test shows what is done instead. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Deviation.Several.class)
public @interface Deviation {

    int document();

    String section();

    /** The sentence in our own words. */
    String requirement();

    String instead();

    /** Where the code decides it: {@code Type.member} of this module. */
    String predicate();

    /** A page of docs with the reason. */
    String reason();

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Several {
        Deviation[] value();
    }
}
