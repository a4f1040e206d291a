#include "tests/tools/results_sample.hpp"
#include "tests/tools/results_scratch.hpp"
#include "tools/results/folder.hpp"
#include "tools/results/sqlite.hpp"
#include "tools/results/store.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <iterator>

namespace {

results::Store sample_store() {
  const auto file = std::make_shared<const std::string>("scenarios/x.yaml");
  results::Store store{.results = sample_results(),
                       .meta = {{"model", "domestic_abuse"}, {"seed", "20121101"}},
                       .assumptions = {},
                       .validation = {},
                       .drawn = {}};
  store.assumptions = {{.path = "services.idva.fte",
                        .description = "IDVAs.",
                        .unit = scenario::Unit::number,
                        .value = 4,
                        .low = 3,
                        .high = 5,
                        .fit_low = 2,
                        .fit_high = 6,
                        .distribution = "gamma",
                        .source = "evidence V 9.9",
                        .status = "assumed",
                        .grade = 5,
                        .price_year = std::nullopt,
                        .rationale = "It's a \"guess\".",
                        .place = {.file = file, .line = 41, .column = 9}},
                       {.path = "services.idva.cost",
                        .description = "",
                        .unit = scenario::Unit::money,
                        .value = 50'000,
                        .low = std::nullopt,
                        .high = std::nullopt,
                        .distribution = "",
                        .source = "",
                        .status = "",
                        .grade = std::nullopt,
                        .price_year = 2012,
                        .rationale = "",
                        .place = {}}};
  store.validation = {{.quantity = "MARAC cases",
                       .kind = "fit",
                       .unit = "count",
                       .target = 340,
                       .low = 300,
                       .simulated = sim::summarise(std::vector<double>{330, 350}),
                       .source = "s",
                       .note = "n",
                       .verdict = "within"}};
  return store;
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

}  // namespace

TEST_CASE("a store reads back equal, missing values included") {
  const Scratch scratch;
  const results::Store written = sample_store();
  results::write_store(scratch.path() / "results.sqlite", written);
  const results::Store read = results::read_store(scratch.path() / "results.sqlite");

  CHECK(read.meta == written.meta);
  CHECK(read.results.systems == written.results.systems);
  CHECK(read.results.baseline == written.results.baseline);
  CHECK(read.results.area == written.results.area);
  CHECK(read.results.years == written.results.years);
  CHECK(read.results.replications == written.results.replications);
  REQUIRE(read.results.metrics.size() == 4);
  CHECK(read.results.metrics[3].group == "tier=high");
  CHECK(read.results.metrics[1].definition == written.results.metrics[1].definition);
  CHECK(read.results.metrics[2].unit == "£");
  REQUIRE(read.results.values.size() == written.results.values.size());
  for (std::size_t i = 0; i < read.results.values.size(); ++i)
    CHECK(same(read.results.values[i], written.results.values[i]));
}

TEST_CASE("what was drawn for each replication reads back, and a store of earlier times had none") {
  const Scratch scratch;
  results::Store store = sample_store();
  store.drawn = {{"services.idva.fte", {3.5, 4.25, 5, 4}}, {"abuse.trust.loss", {0.1, 0.3, 0.2, 0.25}}};
  results::write_store(scratch.path() / "s", store);
  CHECK(results::read_store(scratch.path() / "s").drawn == store.drawn);
  {
    results::Database database(scratch.path() / "s", results::Database::Mode::read_write);
    results::Statement q = database.prepare("SELECT value FROM drawn WHERE replication = 7 AND path = ?");
    REQUIRE(q.bind(0, std::string_view("services.idva.fte")).step());
    CHECK(q.real(0) == 4);
    q.reset();
    database.execute("UPDATE drawn SET replication = 3 WHERE replication = 2");
  }
  CHECK_THROWS_WITH_AS(results::read_store(scratch.path() / "s"), doctest::Contains("drawn for no replication"),
                       results::StoreError);
  results::Database(scratch.path() / "s", results::Database::Mode::read_write).execute("DROP TABLE drawn");
  CHECK(results::read_store(scratch.path() / "s").drawn.empty());
  store.drawn["services.idva.fte"].pop_back();
  CHECK_THROWS_AS(results::write_store(scratch.path() / "t", store), std::invalid_argument);
}

TEST_CASE("a replication in which nothing had a value is not forgotten") {
  const Scratch scratch;
  results::Store store = sample_store();
  for (std::size_t i = 0; i < 36; ++i) store.results.values[i] = experiment::missing;
  results::write_store(scratch.path() / "s", store);
  CHECK(results::read_store(scratch.path() / "s").results.replications == store.results.replications);
}

TEST_CASE("assumptions read back with what is known about them and no more") {
  const Scratch scratch;
  results::write_store(scratch.path() / "s", sample_store());
  const std::vector<scenario::Assumption> read = results::read_store(scratch.path() / "s").assumptions;
  REQUIRE(read.size() == 2);
  CHECK(read[0].value == 4);
  CHECK(read[0].low == 3);
  CHECK(read[0].fit_low == 2);
  CHECK(read[0].fit_high == 6);
  CHECK_FALSE(read[1].fit_low);
  CHECK(read[0].grade == 5);
  CHECK(read[0].rationale == "It's a \"guess\".");
  CHECK(*read[0].place.file == "scenarios/x.yaml");
  CHECK(read[0].place.line == 41);
  CHECK_FALSE(read[0].price_year);
  CHECK(read[1].unit == scenario::Unit::money);
  CHECK(read[1].price_year == 2012);
  CHECK_FALSE(read[1].high);
  CHECK_FALSE(read[1].place.file);
}

TEST_CASE("validation rows read back, open sides of a range included") {
  const Scratch scratch;
  const results::Store written = sample_store();
  results::write_store(scratch.path() / "s", written);
  const std::vector<results::ValidationRow> read = results::read_store(scratch.path() / "s").validation;
  REQUIRE(read.size() == 1);
  CHECK(read[0].target == 340);
  CHECK(std::isnan(read[0].high));
  CHECK(read[0].simulated.ci_low == written.validation[0].simulated.ci_low);
  CHECK(read[0].simulated.n == 2);
  CHECK(read[0].verdict == "within");
}

TEST_CASE("equal results make equal files") {
  const Scratch scratch;
  results::write_store(scratch.path() / "a", sample_store());
  results::write_store(scratch.path() / "b", sample_store());
  CHECK(content_of(scratch.path() / "a") == content_of(scratch.path() / "b"));
}

TEST_CASE("a store is one file, with nothing beside it and no journal to come") {
  const Scratch scratch;
  results::write_store(scratch.path() / "s", sample_store());
  CHECK(std::distance(std::filesystem::directory_iterator(scratch.path()), {}) == 1);
  const std::string bytes = content_of(scratch.path() / "s");
  CHECK(bytes[18] == 1);  // 2 would be WAL
  CHECK(bytes[19] == 1);
}

TEST_CASE("the view of measurements names what each value is") {
  const Scratch scratch;
  results::write_store(scratch.path() / "s", sample_store());
  results::Database database(scratch.path() / "s", results::Database::Mode::read_only);
  CHECK(database.integer("SELECT count(*) FROM measurement WHERE system = 'six_route' AND row = 'whole horizon' AND "
                         "metric = 'incidents' AND grp = ''") == 4);
  CHECK(database.integer("SELECT count(*) FROM measurement") == 4 * 3 * 3 * 4 - 2);
}

TEST_CASE("what is no store of ours is refused with its name") {
  const Scratch scratch;
  const std::filesystem::path text = scratch.path() / "text", foreign = scratch.path() / "foreign";
  std::ofstream(text) << std::string(4096, 'x');
  results::Database(foreign, results::Database::Mode::create).execute("CREATE TABLE t(x)");
  CHECK_THROWS_WITH_AS(results::read_store(text), doctest::Contains("text: file is not a database"),
                       results::StoreError);
  CHECK_THROWS_WITH_AS(results::read_store(foreign), doctest::Contains("foreign: not a store of wholeplace"),
                       results::StoreError);
  CHECK_THROWS_AS(results::read_store(scratch.path() / "absent"), results::StoreError);
}

TEST_CASE("a store with a value of a metric that it does not have is refused") {
  const Scratch scratch;
  results::write_store(scratch.path() / "s", sample_store());
  results::Database(scratch.path() / "s", results::Database::Mode::read_write)
      .execute("INSERT INTO value VALUES(0, 0, 0, 99, 1.0)");
  CHECK_THROWS_AS(results::read_store(scratch.path() / "s"), results::StoreError);
}

TEST_CASE("a store is never written over another file") {
  const Scratch scratch;
  std::ofstream(scratch.path() / "s") << "mine";
  CHECK_THROWS_AS(results::write_store(scratch.path() / "s", sample_store()), results::FolderError);
  CHECK(content_of(scratch.path() / "s") == "mine");
}
