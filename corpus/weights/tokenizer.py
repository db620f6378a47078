"""Builds the model's tokenizer (SentencePiece unigram, as of XLM-RoBERTa) from the weights file."""

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from corpus.weights.blob import Vocabulary

_SPACE_MARK = "▁"


def build_tokenizer(vocabulary: Vocabulary) -> Tokenizer:
    """The tokenizer, with `<s>` and `</s>` put around each text."""
    scored = list(zip(vocabulary.pieces, vocabulary.scores, strict=True))
    tokenizer = Tokenizer(models.Unigram(scored, vocabulary.unk, byte_fallback=False))
    tokenizer.normalizer = _normalizer(vocabulary)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(_SPACE_MARK, prepend_scheme="always", split=False)
    tokenizer.decoder = decoders.Metaspace(_SPACE_MARK, prepend_scheme="always")
    bos, eos = vocabulary.pieces[vocabulary.bos], vocabulary.pieces[vocabulary.eos]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, vocabulary.bos), (eos, vocabulary.eos)],
    )
    tokenizer.add_special_tokens(
        [AddedToken(token, normalized=False) for token in special_tokens(vocabulary)]
    )
    return tokenizer


def special_tokens(vocabulary: Vocabulary) -> tuple[str, ...]:
    """`<s>`, `</s>`, `<pad>`, `<unk>` and, by the vocabulary's custom, `<mask>` at its end."""
    ids = (vocabulary.bos, vocabulary.eos, vocabulary.pad, vocabulary.unk, len(vocabulary.pieces) - 1)
    return tuple(vocabulary.pieces[i] for i in ids)


def _normalizer(vocabulary: Vocabulary) -> normalizers.Sequence:
    """The file's character map: some characters vanish, some are spaces, the rest is NFKC."""
    vanishing = [old for old, new in vocabulary.characters.items() if new == ""]
    spaces = [old for old, new in vocabulary.characters.items() if new == " " and old != " "]
    return normalizers.Sequence(
        [
            normalizers.Replace(Regex(_any_of(vanishing)), ""),
            normalizers.Replace(Regex(_any_of(spaces)), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )


def _any_of(characters: list[str]) -> str:
    return "[" + "".join(f"\\x{{{ord(character):x}}}" for character in characters) + "]"
