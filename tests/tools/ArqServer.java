import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.DatasetFactory;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ReadWrite;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.sparql.core.DatasetDescription;
import org.apache.jena.sparql.core.DynamicDatasets;

/** Apache Jena's query engine behind the query half of the SPARQL protocol: PORT FILE. */
public class ArqServer {
    public static void main(String[] given) throws IOException {
        ARQ.init();
        Dataset data = DatasetFactory.createTxnMem();
        data.begin(ReadWrite.WRITE);
        RDFDataMgr.read(data, given[1]);
        data.commit();
        data.end();
        InetSocketAddress here = new InetSocketAddress("127.0.0.1", Integer.parseInt(given[0]));
        HttpServer server = HttpServer.create(here, 0);
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.createContext("/sparql", exchange -> handle(exchange, data));
        server.start();
    }

    private static void handle(HttpExchange exchange, Dataset data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = 200;
        String kind = "application/sparql-results+json";
        try {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String text = "";
            List<String> defaults = new ArrayList<>();
            List<String> named = new ArrayList<>();
            for (String field : body.split("&")) {
                String[] parts = field.split("=", 2);
                String value = URLDecoder.decode(parts[parts.length - 1], StandardCharsets.UTF_8);
                switch (parts[0]) {
                    case "query" -> text = value;
                    case "default-graph-uri" -> defaults.add(value);
                    case "named-graph-uri" -> named.add(value);
                    default -> throw new IllegalArgumentException("unknown field " + parts[0]);
                }
            }
            Query query = QueryFactory.create(text);
            data.begin(ReadWrite.READ);
            try {
                Dataset chosen = data;
                if (!defaults.isEmpty() || !named.isEmpty()) {
                    DatasetDescription wanted = DatasetDescription.create(defaults, named);
                    chosen = DynamicDatasets.dynamicDataset(wanted, data, false);
                    query.getGraphURIs().clear();
                    query.getNamedGraphURIs().clear();
                }
                try (QueryExecution run = QueryExecutionFactory.create(query, chosen)) {
                    if (query.isSelectType()) {
                        ResultSetFormatter.outputAsJSON(out, run.execSelect());
                    } else if (query.isAskType()) {
                        ResultSetFormatter.outputAsJSON(out, run.execAsk());
                    } else {
                        kind = "application/n-triples";
                        RDFDataMgr.write(
                            out,
                            query.isConstructType() ? run.execConstruct() : run.execDescribe(),
                            Lang.NTRIPLES);
                    }
                }
            } finally {
                data.end();
            }
        } catch (RuntimeException error) {
            status = 400;
            kind = "text/plain";
            out.reset();
            out.write(String.valueOf(error.getMessage()).getBytes(StandardCharsets.UTF_8));
        }
        exchange.getResponseHeaders().set("Content-Type", kind);
        exchange.sendResponseHeaders(status, out.size() == 0 ? -1 : out.size());
        try (OutputStream answer = exchange.getResponseBody()) {
            out.writeTo(answer);
        }
    }
}
