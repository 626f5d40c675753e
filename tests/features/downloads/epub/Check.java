import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.util.DefaultReportImpl;
import java.io.File;

/** Checks several books at one start of Java; prints every message, those on usage included. */
class Check {
    public static void main(String[] names) {
        for (String name : names) {
            var report = new DefaultReportImpl(name) {
                @Override
                public void message(Message message, EPUBLocation place, Object... values) {
                    System.out.printf(
                        "%s: %s %s line %d: %s%n",
                        new File(name).getName(), message.getID(), place.getPath(),
                        place.getLine(), message.getMessage(values));
                }
            };
            new EpubCheck(new File(name), report).doValidate();
        }
    }
}
