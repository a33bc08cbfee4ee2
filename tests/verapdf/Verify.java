import java.io.FileInputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Turns PDF files into veraPDF's judgement of them, one line of tab-separated fields each, in UTF-8:
 *
 * <pre>
 * file number   flavour   passed    number of tests made
 * file number   flavour   failed    rule   times   message   where (the first time)
 * file number   flavour   unread    why it could not be checked
 * </pre>
 *
 * Arguments: flavours separated by commas (ua1,2a), then files; they are numbered from 0. tests/conformance.py reads the lines.
 * Whoever asks learns of every file in one start of Java, which takes longer than checking a dozen papers.
 */
public class Verify {
    private static final int ALL = -1; // of the faults of one rule, all are counted

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset(); // what the parser thinks of a file is in the result
        VeraGreenfieldFoundryProvider.initialise();
        PrintStream out = new PrintStream(System.out, false, "UTF-8");
        for (int n = 1; n < arguments.length; n++) {
            for (String flavour : arguments[0].split(",")) {
                verify(arguments[n], PDFAFlavour.fromString(flavour), (n - 1) + "\t" + flavour + "\t", out);
            }
        }
        out.flush();
    }

    private static void verify(String file, PDFAFlavour flavour, String start, PrintStream out) {
        try (FileInputStream in = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, ALL, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            if (result.isCompliant()) {
                out.print(start + "passed\t" + result.getTotalAssertions() + "\n");
            } else {
                failures(result, start + "failed\t", out);
            }
        } catch (Exception fault) { // a file that is no PDF is a result, too
            out.print(start + "unread\t" + oneLine(fault.toString()) + "\n");
        }
    }

    private static void failures(ValidationResult result, String start, PrintStream out) {
        Map<String, Integer> times = new LinkedHashMap<>();
        Map<String, String> first = new LinkedHashMap<>();
        for (TestAssertion test : result.getTestAssertions()) {
            if (test.getStatus() == TestAssertion.Status.FAILED) {
                String rule = test.getRuleId().getClause() + "-" + test.getRuleId().getTestNumber();
                times.merge(rule, 1, Integer::sum);
                first.putIfAbsent(rule, oneLine(test.getMessage()) + "\t" + oneLine(test.getLocation().getContext()));
            }
        }
        for (Map.Entry<String, Integer> rule : times.entrySet()) {
            out.print(start + rule.getKey() + "\t" + rule.getValue() + "\t" + first.get(rule.getKey()) + "\n");
        }
    }

    private static String oneLine(String text) {
        return text == null ? "" : text.replaceAll("\\s+", " ");
    }
}
