// Command sumdb lets Go's checksum database read a transparency log: one request as JSON on standard input, the answer
// on standard output, status 1 and the reason on standard error when the log does not convince.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type request struct {
	Question             string
	Note                 string
	Keys                 []string
	Secret               string
	Directory            string
	Size, OldSize, Index int64
	Root, OldRoot, Leaf  tlog.Hash
	Proof                []tlog.Hash
}

type proofs struct {
	Inclusion   tlog.RecordProof
	Consistency tlog.TreeProof
}

var questions = map[string]func(request) (any, error){
	"open":        open,
	"sign":        sign,
	"inclusion":   inclusion,
	"consistency": consistency,
	"prove":       prove,
}

func main() {
	var asked request
	err := json.NewDecoder(os.Stdin).Decode(&asked)
	var answer any
	if err == nil {
		answer, err = questions[asked.Question](asked)
	}
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(answer)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// open tells the text of a note and the names of the keys that signed it.
func open(asked request) (any, error) {
	var known []note.Verifier
	for _, key := range asked.Keys {
		verifier, err := note.NewVerifier(key)
		if err != nil {
			return nil, err
		}
		known = append(known, verifier)
	}
	opened, err := note.Open([]byte(asked.Note), note.VerifierList(known...))
	if err != nil {
		return nil, err
	}
	answer := []string{opened.Text}
	for _, signature := range opened.Sigs {
		answer = append(answer, signature.Name)
	}
	return answer, nil
}

// sign signs a text.
func sign(asked request) (any, error) {
	signer, err := note.NewSigner(asked.Secret)
	if err != nil {
		return nil, err
	}
	signed, err := note.Sign(&note.Note{Text: asked.Note}, signer)
	return string(signed), err
}

func inclusion(asked request) (any, error) {
	return nil, tlog.CheckRecord(asked.Proof, asked.Size, asked.Root, asked.Index, asked.Leaf)
}

func consistency(asked request) (any, error) {
	return nil, tlog.CheckTree(asked.Proof, asked.Size, asked.Root, asked.OldSize, asked.OldRoot)
}

// prove makes proofs from tiles and follows them to the root: the reader of older x/mod lets some tiles pass unchecked.
func prove(asked request) (any, error) {
	reader := tlog.TileHashReader(tlog.Tree{N: asked.Size, Hash: asked.Root}, tiles(asked.Directory))
	record, err := tlog.ProveRecord(asked.Size, asked.Index, reader)
	if err != nil {
		return nil, err
	}
	tree, err := tlog.ProveTree(asked.Size, asked.OldSize, reader)
	if err != nil {
		return nil, err
	}
	if err := tlog.CheckRecord(record, asked.Size, asked.Root, asked.Index, asked.Leaf); err != nil {
		return nil, err
	}
	return proofs{append(tlog.RecordProof{}, record...), append(tlog.TreeProof{}, tree...)}, tlog.CheckTree(tree, asked.Size, asked.Root, asked.OldSize, asked.OldRoot)
}

// tiles is the directory of a log in the layout of C2SP tlog-tiles, whose paths leave out the height.
type tiles string

func (directory tiles) Height() int { return height }

func (directory tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, tile := range wanted {
		path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
		data, err := os.ReadFile(filepath.Join(string(directory), path))
		if err != nil {
			return nil, err
		}
		read = append(read, data)
	}
	return read, nil
}

func (directory tiles) SaveTiles([]tlog.Tile, [][]byte) {}
