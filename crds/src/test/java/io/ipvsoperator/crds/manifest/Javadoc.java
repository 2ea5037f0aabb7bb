package io.ipvsoperator.crds.manifest;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The Javadoc of a source tree, which is gone from class files: of types, and of record components by their {@code @param}. */
final class Javadoc {
    private final Map<String, String> ofTypes = new HashMap<>();
    private final Map<String, String> ofComponents = new HashMap<>();

    private Javadoc() {}

    static Javadoc ofSourcesUnder(Path root) {
        JavaCompiler compiler = Objects.requireNonNull(
                ToolProvider.getSystemJavaCompiler(), "tests run on a JDK, a JRE has no compiler");
        var javadoc = new Javadoc();
        try (var files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> paths = Files.walk(root)) {
            List<Path> sources = paths.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            var scanner = javadoc.new Scanner(DocTrees.instance(task));
            for (var unit : task.parse()) {
                scanner.scan(unit, String.valueOf(unit.getPackageName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading the sources under " + root, e);
        }
        return javadoc;
    }

    Optional<String> of(Class<?> type) {
        return Optional.ofNullable(ofTypes.get(type.getCanonicalName()));
    }

    Optional<String> of(Class<?> type, String component) {
        return Optional.ofNullable(ofComponents.get(type.getCanonicalName() + "#" + component));
    }

    /** Its argument is the name of what encloses the class. */
    private final class Scanner extends TreePathScanner<@Nullable Void, String> {
        private final DocTrees trees;

        Scanner(DocTrees trees) {
            this.trees = trees;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, String enclosing) {
            String name = enclosing + "." + type.getSimpleName();
            @Nullable DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
            if (comment != null) {
                ofTypes.put(name, plainText(comment.getFullBody()));
                for (DocTree tag : comment.getBlockTags()) {
                    if (tag instanceof ParamTree param) {
                        ofComponents.put(name + "#" + param.getName(), plainText(param.getDescription()));
                    }
                }
            }
            return super.visitClass(type, name);
        }
    }

    private static String plainText(List<? extends DocTree> parts) {
        return parts.stream()
                .map(Javadoc::plainText)
                .collect(Collectors.joining())
                .strip()
                .replaceAll("\\s+", " ");
    }

    private static String plainText(DocTree part) {
        return switch (part) {
            case TextTree text -> text.getBody();
            case LiteralTree literal -> literal.getBody().getBody();
            default ->
                throw new IllegalArgumentException(
                        "Javadoc of the API becomes plain text: write text or {@code …} instead of " + part);
        };
    }
}
